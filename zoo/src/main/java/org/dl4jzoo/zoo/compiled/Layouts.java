package org.dl4jzoo.zoo.compiled;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.zoo.program.Value;

/**
 * The layout and the numerals of each value of a program. Layouts are chosen from the images on;
 * where an instruction can't read what it gets, the program has one more that copies it.
 */
final class Layouts {

  private final Program program;
  private final boolean blocks;
  private final Map<Value, Numeral> numerals;
  private final Map<Value, Layout> chosen = new HashMap<>();
  private final Map<Value, Value> copies = new HashMap<>();
  private final List<Instruction> instructions = new ArrayList<>();

  private Layouts(Program program, boolean blocks, Map<Value, Numeral> numerals) {
    this.program = program;
    this.blocks = blocks;
    this.numerals = numerals;
  }

  /**
   * Chooses the layouts.
   *
   * @param blocks whether maps lie in blocks wherever they can
   */
  static Layouts of(Program program, boolean blocks) {
    return of(program, blocks, Map.of());
  }

  /** Channels of narrower numbers lie last, as they are multiplied the fastest. */
  static Layouts channelsLast(Conversions converted) {
    return of(converted.program(), false, converted.numerals());
  }

  private static Layouts of(Program program, boolean blocks, Map<Value, Numeral> numerals) {
    Layouts layouts = new Layouts(program, blocks, numerals);
    layouts.chosen.put(program.input(), Layout.PLAIN);
    program.instructions().forEach(layouts::add);
    return layouts;
  }

  /** The program with the copies. */
  Program program() {
    return new Program(program.input(), plain(program.output()), instructions);
  }

  Layout of(Value value) {
    return chosen.get(value);
  }

  Numeral numeral(Value value) {
    return numerals.getOrDefault(value, Numeral.FLOAT);
  }

  private void add(Instruction instruction) {
    Layout layout = layout(instruction);
    Instruction reading = instruction.reading(value -> readable(instruction, value, layout));
    instructions.add(reading);
    chosen.put(reading.output(), layout);
    if (reading.output().equals(program.output())) {
      plain(program.output());
    }
  }

  /** What an instruction gives. */
  private Layout layout(Instruction instruction) {
    boolean inBlocks =
        (instruction instanceof Convolution convolution && startsBlocks(convolution))
            || instruction.givesBlocks(this::inBlocks);
    return inBlocks ? Layout.BLOCKS : Layout.PLAIN;
  }

  /** oneDNN has only a reference kernel from NHWC into blocks, so that the image is copied. */
  private boolean startsBlocks(Convolution convolution) {
    return blocks
        && convolution.x().equals(program.input())
        && Layout.fillsBlocks(convolution.output().channels());
  }

  private boolean inBlocks(Value value) {
    return chosen.get(value) == Layout.BLOCKS;
  }

  /** The value that an instruction reads which gives such a layout, copied if it must be. */
  private Value readable(Instruction reader, Value value, Layout given) {
    if (reader instanceof Convolution convolution && startsBlocks(convolution)) {
      return copy(value, Layout.CHANNELS_FIRST);
    }
    boolean sameBytes =
        reader instanceof WindowPool
            ? Layout.fillsBlocks(value.channels())
            : isVectorOfBlocks(value);
    return given == Layout.BLOCKS || sameBytes ? value : plain(value);
  }

  private static boolean isVectorOfBlocks(Value value) {
    return value.area() == 1 && Layout.fillsBlocks(value.channels());
  }

  private Value plain(Value value) {
    boolean lies = !inBlocks(value) || isVectorOfBlocks(value);
    return lies ? value : copy(value, Layout.PLAIN);
  }

  private Value copy(Value value, Layout layout) {
    return copies.computeIfAbsent(
        value,
        original -> {
          Value copy = original.as(original.name() + "." + layout);
          chosen.put(copy, layout);
          instructions.add(new Relayout(original, copy));
          return copy;
        });
  }
}
