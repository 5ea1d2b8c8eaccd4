package org.dl4jzoo.zoo.compiled;

import org.dl4jzoo.zoo.program.Value;

/** A program with integers wherever they can be, and conversions wherever numerals must change. */
final class IntegerProgram {

  private final Program program;
  private final QuantizedWeights weights;
  private final IntegerValues integers;
  private final Conversions converted;

  private IntegerProgram(Program program, QuantizedWeights weights) {
    this.program = program;
    this.weights = weights;
    this.integers = new IntegerValues(program);
    this.converted = new Conversions(program);
  }

  /** The layouts of a simplified program of these weights. */
  static Layouts layouts(Program program, QuantizedWeights weights) {
    IntegerProgram integers = new IntegerProgram(program, weights);
    integers.convert();
    return Layouts.channelsLast(integers.converted);
  }

  private void convert() {
    for (int i = 0; i < program.instructions().size(); i++) {
      Instruction instruction = program.instructions().get(i);
      Value output = instruction.output();
      check(instruction);
      Numeral given = integers.lies(output) ? weights.numeral(output.name()) : Numeral.FLOAT;
      int place = i;
      converted.add(instruction, given, input -> wanted(instruction, input, place));
    }
  }

  /** Compares a layer's size with that of its weights. */
  private void check(Instruction instruction) {
    int outputs = instruction.output().channels();
    if (instruction instanceof Convolution convolution) {
      long taps = (long) convolution.kernelSize() * convolution.kernelSize();
      long inputs = convolution.x().channels() / convolution.groups();
      weights.layer(convolution.layer(), outputs * inputs * taps, outputs);
    } else if (instruction instanceof Dense dense) {
      long inputs = dense.x().area() * dense.x().channels();
      weights.layer(dense.layer(), outputs * inputs, outputs);
    }
  }

  /** The numerals in which an instruction reads a value. */
  private Numeral wanted(Instruction reader, Value value, int place) {
    if (!integers.readsInteger(reader, value, place)) {
      return Numeral.FLOAT;
    }
    return reader.integerForm() == NarrowForm.KEEPS
        ? converted.of(reader.output())
        : weights.numeral(value.name());
  }
}
