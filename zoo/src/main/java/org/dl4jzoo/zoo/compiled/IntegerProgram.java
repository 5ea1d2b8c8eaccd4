package org.dl4jzoo.zoo.compiled;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.zoo.program.Value;

/** A program with integers wherever they can be, and conversions wherever numerals must change. */
final class IntegerProgram {

  private final Program program;
  private final QuantizedWeights weights;
  private final IntegerValues integers;
  private final List<Instruction> instructions = new ArrayList<>();
  private final Map<Value, Numeral> numerals = new HashMap<>();
  private final Map<String, Value> conversions = new HashMap<>();

  private IntegerProgram(Program program, QuantizedWeights weights) {
    this.program = program;
    this.weights = weights;
    this.integers = new IntegerValues(program);
  }

  /** The layouts of a simplified program of these weights. */
  static Layouts layouts(Program program, QuantizedWeights weights) {
    IntegerProgram converted = new IntegerProgram(program, weights);
    converted.convert();
    return Layouts.channelsLast(
        new Program(program.input(), program.output(), converted.instructions), converted.numerals);
  }

  private void convert() {
    numerals.put(program.input(), Numeral.FLOAT);
    for (int i = 0; i < program.instructions().size(); i++) {
      Instruction instruction = program.instructions().get(i);
      Value output = instruction.output();
      check(instruction);
      numerals.put(output, integers.lies(output) ? weights.numeral(output.name()) : Numeral.FLOAT);
      int place = i;
      instructions.add(instruction.reading(value -> readable(instruction, value, place)));
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

  /** The value in the numerals that an instruction reads. */
  private Value readable(Instruction reader, Value value, int place) {
    Numeral wanted = Numeral.FLOAT;
    if (integers.readsInteger(reader, value, place)) {
      wanted =
          reader.integerForm() == IntegerForm.KEEPS
              ? numerals.get(reader.output())
              : weights.numeral(value.name());
    }
    return wanted.equals(numerals.get(value)) ? value : conversion(value, wanted);
  }

  private Value conversion(Value value, Numeral wanted) {
    String name = "%s.%s*%s".formatted(value.name(), wanted.kind(), wanted.step());
    return conversions.computeIfAbsent(
        name,
        any -> {
          Value converted = value.as(name);
          numerals.put(converted, wanted);
          instructions.add(new Relayout(value, converted));
          return converted;
        });
  }
}
