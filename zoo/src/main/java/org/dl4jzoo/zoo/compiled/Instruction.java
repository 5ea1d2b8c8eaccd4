package org.dl4jzoo.zoo.compiled;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Insets;

/** A step of inference: values in, one value out. */
public interface Instruction {

  /** What it reads. */
  List<Value> inputs();

  /** What it writes. */
  Value output();

  /** The same with other inputs. */
  Instruction reading(UnaryOperator<Value> other);

  /** Whether what it gives can lie in blocks of channels, by which of its inputs do. */
  boolean givesBlocks(Predicate<Value> inBlocks);

  /** Calls the visitor's method for its kind. */
  void accept(InstructionVisitor visitor);

  /** Batch normalisation by running statistics, and an activation. */
  record Norm(String layer, Value x, Value output, double eps, Activation activation)
      implements Instruction {

    @Override
    public List<Value> inputs() {
      return List.of(x);
    }

    @Override
    public Norm reading(UnaryOperator<Value> other) {
      return new Norm(layer, other.apply(x), output, eps, activation);
    }

    @Override
    public boolean givesBlocks(Predicate<Value> inBlocks) {
      return inBlocks.test(x);
    }

    @Override
    public void accept(InstructionVisitor visitor) {
      visitor.norm(this);
    }
  }

  /** The sum of two maps, and an activation. */
  record Sum(Value left, Value right, Value output, Activation activation) implements Instruction {

    @Override
    public List<Value> inputs() {
      return List.of(left, right);
    }

    @Override
    public Sum reading(UnaryOperator<Value> other) {
      return new Sum(other.apply(left), other.apply(right), output, activation);
    }

    @Override
    public boolean givesBlocks(Predicate<Value> inBlocks) {
      return inBlocks.test(left) && inBlocks.test(right);
    }

    @Override
    public void accept(InstructionVisitor visitor) {
      visitor.sum(this);
    }
  }

  /** Maps side by side along their channels. */
  record Join(List<Value> inputs, Value output) implements Instruction {

    /** Copies the list. */
    public Join {
      inputs = List.copyOf(inputs);
    }

    @Override
    public Join reading(UnaryOperator<Value> other) {
      return new Join(inputs.stream().map(other).toList(), output);
    }

    @Override
    public boolean givesBlocks(Predicate<Value> inBlocks) {
      return inputs.stream()
          .allMatch(part -> inBlocks.test(part) && Layout.fillsBlocks(part.channels()));
    }

    @Override
    public void accept(InstructionVisitor visitor) {
      visitor.join(this);
    }
  }

  /** Maximum or mean over windows; padding counts for neither. */
  record Pool(
      Value x,
      Value output,
      boolean max,
      int kernelHeight,
      int kernelWidth,
      int stride,
      Insets padding)
      implements Instruction {

    @Override
    public List<Value> inputs() {
      return List.of(x);
    }

    @Override
    public Pool reading(UnaryOperator<Value> other) {
      return new Pool(other.apply(x), output, max, kernelHeight, kernelWidth, stride, padding);
    }

    @Override
    public boolean givesBlocks(Predicate<Value> inBlocks) {
      return inBlocks.test(x) && !output.vector();
    }

    @Override
    public void accept(InstructionVisitor visitor) {
      visitor.pool(this);
    }
  }

  /** The mean over a grid of bins, as many as the output has pixels, as PyTorch divides a map. */
  record BinMeans(Value x, Value output) implements Instruction {

    @Override
    public List<Value> inputs() {
      return List.of(x);
    }

    @Override
    public BinMeans reading(UnaryOperator<Value> other) {
      return new BinMeans(other.apply(x), output);
    }

    @Override
    public boolean givesBlocks(Predicate<Value> inBlocks) {
      return false;
    }

    @Override
    public void accept(InstructionVisitor visitor) {
      visitor.binMeans(this);
    }
  }

  /** A fully connected layer on the input, flattened with channels last. */
  record Dense(String layer, Value x, Value output, Activation activation) implements Instruction {

    @Override
    public List<Value> inputs() {
      return List.of(x);
    }

    @Override
    public Dense reading(UnaryOperator<Value> other) {
      return new Dense(layer, other.apply(x), output, activation);
    }

    @Override
    public boolean givesBlocks(Predicate<Value> inBlocks) {
      return false;
    }

    @Override
    public void accept(InstructionVisitor visitor) {
      visitor.dense(this);
    }
  }

  /** Local response normalisation over neighbouring channels; alpha is divided by the size. */
  record ResponseNorm(Value x, Value output, int size, double k, double alpha, double beta)
      implements Instruction {

    @Override
    public List<Value> inputs() {
      return List.of(x);
    }

    @Override
    public ResponseNorm reading(UnaryOperator<Value> other) {
      return new ResponseNorm(other.apply(x), output, size, k, alpha, beta);
    }

    @Override
    public boolean givesBlocks(Predicate<Value> inBlocks) {
      return inBlocks.test(x);
    }

    @Override
    public void accept(InstructionVisitor visitor) {
      visitor.responseNorm(this);
    }
  }

  /** Softmax of a vector. */
  record Softmax(Value x, Value output) implements Instruction {

    @Override
    public List<Value> inputs() {
      return List.of(x);
    }

    @Override
    public Softmax reading(UnaryOperator<Value> other) {
      return new Softmax(other.apply(x), output);
    }

    @Override
    public boolean givesBlocks(Predicate<Value> inBlocks) {
      return false;
    }

    @Override
    public void accept(InstructionVisitor visitor) {
      visitor.softmax(this);
    }
  }

  /** The input itself: what drops values in training. */
  record Same(Value x, Value output) implements Instruction {

    @Override
    public List<Value> inputs() {
      return List.of(x);
    }

    @Override
    public Same reading(UnaryOperator<Value> other) {
      return new Same(other.apply(x), output);
    }

    @Override
    public boolean givesBlocks(Predicate<Value> inBlocks) {
      return false;
    }

    @Override
    public void accept(InstructionVisitor visitor) {
      throw new IllegalStateException("a simplified program has none: " + this);
    }
  }

  /** The same values in another layout, which a program's {@link Layouts} know. */
  record Relayout(Value x, Value output) implements Instruction {

    @Override
    public List<Value> inputs() {
      return List.of(x);
    }

    @Override
    public Relayout reading(UnaryOperator<Value> other) {
      return new Relayout(other.apply(x), output);
    }

    @Override
    public boolean givesBlocks(Predicate<Value> inBlocks) {
      return false;
    }

    @Override
    public void accept(InstructionVisitor visitor) {
      visitor.relayout(this);
    }
  }
}
