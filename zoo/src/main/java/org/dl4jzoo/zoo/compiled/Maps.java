package org.dl4jzoo.zoo.compiled;

import org.bytedeco.dnnl.memory;
import org.dl4jzoo.zoo.program.Value;

/** The values of a program as oneDNN sees them, for batches of one size. */
final class Maps {

  private final Program program;
  private final Layouts layouts;
  private final Placement placement;
  private final int batch;

  Maps(Program program, Layouts layouts, Placement placement, int batch) {
    this.program = program;
    this.layouts = layouts;
    this.placement = placement;
    this.batch = batch;
  }

  /** Whether a value is the channels of a larger one, with gaps between its images. */
  boolean isPart(Value value) {
    return placement.isPart(value);
  }

  /** Shape and layout of a value; its first value is that of the operand. */
  memory.desc desc(Value value) {
    if (value.vector()) {
      return desc(value, memory.format_tag.ab, batch, value.channels());
    }
    return placement.isPart(value)
        ? part(value, placement.of(value).root(), 0)
        : map(value, batch, value.channels());
  }

  /** Channels of a value's size among those of a larger one, from one on. */
  memory.desc part(Value value, Value whole, int start) {
    memory.desc around =
        placement.isPart(whole)
            ? map(whole, batch, placement.of(whole).root().channels())
            : map(whole, batch, whole.channels());
    return around.submemory_desc(
        new long[] {batch, value.channels(), value.height(), value.width()},
        new long[] {0, start, 0, 0},
        false);
  }

  /** One image of a map. */
  memory.desc image(Value value) {
    return map(value, 1, value.channels());
  }

  /** A vector as a map of one pixel, in the layout of another map. */
  memory.desc pixelLike(Value map, Value vector) {
    return desc(vector, layouts.of(map).tag(), batch, vector.channels(), 1, 1);
  }

  private memory.desc map(Value value, int images, int channels) {
    return desc(value, layouts.of(value).tag(), images, channels, value.height(), value.width());
  }

  /** Another shape of numbers like those of a value. */
  memory.desc desc(Value value, memory.format_tag tag, long... dims) {
    return Dnnl.desc(numeral(value), tag, dims);
  }

  Numeral numeral(Value value) {
    return layouts.numeral(value);
  }

  /** Whether a convolution finds the other term of its sum where it writes the sum. */
  boolean addsInPlace(Convolution convolution) {
    return Placement.addsInPlace(convolution, layouts);
  }

  /** Whether a value lies in another already, as the channels from one on. */
  boolean liesAt(Value part, Value whole, int start) {
    Placement.Place outer = placement.of(whole);
    return placement.of(part).equals(new Placement.Place(outer.root(), outer.start() + start));
  }

  Operand operand(int argument, Value value) {
    return operand(argument, value, desc(value), 0);
  }

  /** A value seen in another shape, from one of its images on. */
  Operand operand(int argument, Value value, memory.desc desc, int image) {
    if (value.equals(program.input())) {
      return new Operand(argument, desc, Operand.Home.IMAGES, 0, null);
    }
    Placement.Place place = placement.of(value);
    long values = (image * (long) place.root().channels() + place.start()) * value.area();
    long offset = placement.offset(place.root()) + numeral(value).bytes() * values;
    return new Operand(argument, desc, Operand.Home.BLOCK, offset, null);
  }
}
