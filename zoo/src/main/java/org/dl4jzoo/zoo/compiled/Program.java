package org.dl4jzoo.zoo.compiled;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.program.Value;

/**
 * The instructions of a network's inference, each after those whose outputs it reads. It is plain
 * data, for batches of any size.
 *
 * @param input the images, NHWC
 * @param output what is asked for
 * @param instructions what leads from one to the other
 */
record Program(Value input, Value output, List<Instruction> instructions) {

  /** Caches of few cores don't hold so many weights: 32 MB in float32. */
  private static final long LARGE = 8_000_000;

  Program {
    instructions = List.copyOf(instructions);
  }

  /** Multiply-accumulates of an instruction for one image. */
  static double products(Instruction instruction) {
    return (double) instruction.weights() * instruction.output().area();
  }

  /** The same without what changes nothing or isn't needed, and with sums in convolutions. */
  Program simplified() {
    return withoutDropout().withoutUnread().withSumsInConvolutions();
  }

  /**
   * The same for integers: each norm that stands alone is a convolution of every channel by one
   * weight, and no convolution adds what it reads, as a sum is written over its term.
   */
  Program forIntegers() {
    List<Instruction> changed = new ArrayList<>();
    for (Instruction instruction : instructions) {
      if (instruction instanceof Norm norm) {
        changed.add(norm.asConvolution());
      } else if (instruction instanceof Convolution convolution && convolution.addsItsInput()) {
        Value copy = convolution.x().as(convolution.x().name() + ".term");
        changed.add(new Relayout(convolution.x(), copy));
        changed.add(convolution.adding(copy));
      } else {
        changed.add(instruction);
      }
    }
    return new Program(input, output, changed);
  }

  /**
   * The same without the fully connected layers at its end, if these have very many weights;
   * without an instruction if there is nothing else.
   */
  Program withoutLargeEnd() {
    int start = instructions.size();
    while (start > 0 && isOfEnd(start - 1)) {
      start--;
    }
    List<Instruction> after = instructions.subList(start, instructions.size());
    return after.stream().mapToLong(Instruction::weights).sum() < LARGE
        ? this
        : new Program(input, given(start - 1), instructions.subList(0, start));
  }

  /** What the instruction at a place gives; of that before the first one, the input. */
  private Value given(int place) {
    return place < 0 ? input : instructions.get(place).output();
  }

  /** Whether an instruction is of a classifier, and reads what the one before it gives. */
  private boolean isOfEnd(int place) {
    Instruction instruction = instructions.get(place);
    return (instruction instanceof Dense || instruction instanceof Softmax)
        && instruction.inputs().equals(List.of(given(place - 1)));
  }

  /** What comes after the beginning of a program. */
  Program after(Program beginning) {
    int start = beginning.instructions().size();
    return new Program(
        beginning.output(), output, instructions.subList(start, instructions.size()));
  }

  private Program withoutDropout() {
    Map<Value, Value> same = new HashMap<>();
    List<Instruction> kept = new ArrayList<>();
    for (Instruction instruction : instructions) {
      Instruction reading = instruction.reading(value -> same.getOrDefault(value, value));
      if (reading instanceof Dropout dropout) {
        same.put(dropout.output(), dropout.x());
      } else {
        kept.add(reading);
      }
    }
    return new Program(input, same.getOrDefault(output, output), kept);
  }

  private Program withoutUnread() {
    Set<Value> read = new HashSet<>(Set.of(output));
    List<Instruction> kept = new ArrayList<>();
    for (int i = instructions.size() - 1; i >= 0; i--) {
      Instruction instruction = instructions.get(i);
      Value given = instruction.output();
      if (read.contains(given) && !given.equals(input)) {
        read.addAll(instruction.inputs());
        kept.add(0, instruction);
      }
    }
    return new Program(input, output, kept);
  }

  /** A convolution before a sum, if nothing else reads it, adds the other term itself. */
  private Program withSumsInConvolutions() {
    List<Instruction> fused = new ArrayList<>(instructions);
    for (Instruction instruction : instructions) {
      if (instruction instanceof Sum sum) {
        int left = convolutionFor(sum.left(), sum.right(), fused);
        int right = convolutionFor(sum.right(), sum.left(), fused);
        if (left >= 0 || right >= 0) {
          Value term = left > right ? sum.right() : sum.left();
          int place = Math.max(left, right);
          fused.set(place, ((Convolution) fused.get(place)).plus(term, sum));
          fused.remove(sum);
        }
      }
    }
    return new Program(input, output, fused);
  }

  /** The index of the convolution that gives a value and can add the other; -1 if there is none. */
  private int convolutionFor(Value value, Value other, List<Instruction> fused) {
    int place = producer(value, fused);
    boolean can =
        place >= 0
            && fused.get(place) instanceof Convolution convolution
            && convolution.term().isEmpty()
            && convolution.activation() == Activation.IDENTITY
            && !value.equals(output)
            && fused.stream().filter(reader -> reader.inputs().contains(value)).count() == 1
            && producer(other, fused) < place
            && !value.equals(other);
    return can ? place : -1;
  }

  private static int producer(Value value, List<Instruction> instructions) {
    for (int i = 0; i < instructions.size(); i++) {
      if (instructions.get(i).output().equals(value)) {
        return i;
      }
    }
    return -1;
  }
}
