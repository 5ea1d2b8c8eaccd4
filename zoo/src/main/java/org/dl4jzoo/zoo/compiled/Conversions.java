package org.dl4jzoo.zoo.compiled;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dl4jzoo.zoo.program.Value;

/** A program whose values get numerals, and the conversions wherever these must change. */
final class Conversions {

  private final Program program;
  private final List<Instruction> instructions = new ArrayList<>();
  private final Map<Value, Numeral> numerals = new HashMap<>();
  private final Map<String, Value> made = new HashMap<>();

  Conversions(Program program) {
    this.program = program;
    numerals.put(program.input(), Numeral.FLOAT);
  }

  /** What the numbers of a value are, whose instruction was added. */
  Numeral of(Value value) {
    return numerals.get(value);
  }

  /**
   * Adds an instruction, after the conversions that it needs.
   *
   * @param given what the numbers are that it gives
   * @param wanted and those that it reads of each of its inputs
   */
  void add(Instruction instruction, Numeral given, Function<Value, Numeral> wanted) {
    numerals.put(instruction.output(), given);
    instructions.add(instruction.reading(value -> converted(value, wanted.apply(value))));
  }

  private Value converted(Value value, Numeral wanted) {
    if (wanted.equals(numerals.get(value))) {
      return value;
    }
    String name = "%s.%s*%s".formatted(value.name(), wanted.kind(), wanted.step());
    return made.computeIfAbsent(
        name,
        any -> {
          Value converted = value.as(name);
          numerals.put(converted, wanted);
          instructions.add(new Relayout(value, converted));
          return converted;
        });
  }

  /** The program with all conversions. */
  Program program() {
    return new Program(program.input(), program.output(), instructions);
  }

  /** The numerals of all its values. */
  Map<Value, Numeral> numerals() {
    return Map.copyOf(numerals);
  }
}
