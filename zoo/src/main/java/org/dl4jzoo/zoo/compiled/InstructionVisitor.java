package org.dl4jzoo.zoo.compiled;

/** Does something for each kind of instruction. */
interface InstructionVisitor {
  void convolution(Convolution convolution);

  void norm(Instruction.Norm norm);

  void sum(Instruction.Sum sum);

  void join(Instruction.Join join);

  void pool(Instruction.Pool pool);

  void binMeans(Instruction.BinMeans means);

  void dense(Instruction.Dense dense);

  void responseNorm(Instruction.ResponseNorm norm);

  void softmax(Instruction.Softmax softmax);

  void relayout(Instruction.Relayout relayout);
}
