package org.dl4jzoo.zoo.compiled;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.zoo.program.Value;

/**
 * Which values of a program are read as integers, and which of them lie as such: those that
 * somebody reads as integers, or hands on to somebody who does.
 */
final class IntegerValues {

  private final Program program;
  private final Set<Value> able = new HashSet<>();
  private final Set<Value> lying = new HashSet<>();
  private final Map<Value, List<Value>> joined = new HashMap<>();

  /** Of a simplified program. */
  IntegerValues(Program program) {
    this.program = program;
    for (Instruction instruction : program.instructions()) {
      if (gives(instruction)) {
        able.add(instruction.output());
      }
    }
    for (int i = program.instructions().size() - 1; i >= 0; i--) {
      Instruction instruction = program.instructions().get(i);
      for (Value input : instruction.inputs()) {
        if (readsInteger(instruction, input, i) && able.contains(input)) {
          lying.add(input);
        }
      }
    }
    program.instructions().forEach(this::join);
  }

  /** Whether an instruction can give integers. What is asked for is float32. */
  private boolean gives(Instruction instruction) {
    boolean able =
        switch (instruction.integerForm()) {
          case READS -> true;
          case KEEPS -> this.able.containsAll(instruction.inputs());
          case NONE -> false;
        };
    return able && !instruction.output().equals(program.output());
  }

  /** Whether a value lies as integers. */
  boolean lies(Value value) {
    return lying.contains(value);
  }

  /** Whether an instruction, the one at a place, reads integers of one of its inputs. */
  boolean readsInteger(Instruction instruction, Value input, int place) {
    boolean gives = lying.contains(instruction.output());
    return switch (instruction.integerForm()) {
      case READS -> !isTerm(instruction, input) || (gives && isLastReader(input, place));
      case KEEPS -> gives;
      case NONE -> false;
    };
  }

  private static boolean isTerm(Instruction instruction, Value input) {
    return instruction instanceof Convolution convolution
        && convolution.term().filter(input::equals).isPresent();
  }

  /** A sum of integers is written over its term. */
  private boolean isLastReader(Value value, int place) {
    List<Instruction> all = program.instructions();
    return able.contains(value)
        && all.subList(place + 1, all.size()).stream()
            .noneMatch(later -> later.inputs().contains(value));
  }

  private void join(Instruction instruction) {
    List<Value> same = joined.computeIfAbsent(instruction.output(), this::alone);
    if (instruction.integerForm() == NarrowForm.KEEPS && lies(instruction.output())) {
      for (Value input : instruction.inputs()) {
        if (lies(input) && joined.get(input) != same) {
          List<Value> others = joined.get(input);
          same.addAll(others);
          for (Value other : others) {
            joined.put(other, same);
          }
        }
      }
    }
  }

  private List<Value> alone(Value value) {
    return new ArrayList<>(List.of(value));
  }

  /**
   * The values that have the numerals of a value, as one is made of the other without arithmetic.
   */
  List<Value> sharing(Value value) {
    return joined.getOrDefault(value, List.of(value));
  }

  /** The values that somebody reads as integers. */
  Set<Value> read() {
    Set<Value> read = new HashSet<>(lying);
    program.instructions().stream()
        .filter(each -> each.integerForm() == NarrowForm.READS)
        .forEach(each -> read.add(each.inputs().get(0)));
    return read;
  }
}
