package org.dl4jzoo.zoo.compiled;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jzoo.zoo.program.Lifetimes;
import org.dl4jzoo.zoo.program.Value;

/**
 * Where the values of a program lie in one block of memory, for batches of one size. Parts of a
 * joined map are written where they belong, and values that are needed at different times share
 * memory.
 */
final class Placement {

  private static final long ALIGNMENT = 64;

  private final Program program;
  private final Layouts layouts;
  private final int batch;
  private final boolean keepsAll;
  private final Map<Value, Place> places = new HashMap<>();
  private final Lifetimes.Placed<Value> placed;

  /** A value as the channels of another, its root, from one on. */
  record Place(Value root, int start) {}

  /** Places the values of a program. */
  Placement(Program program, Layouts layouts, int batch) {
    this(program, layouts, batch, false);
  }

  /**
   * Places the values of a program.
   *
   * @param keepsAll whether each has memory of its own until the end
   */
  Placement(Program program, Layouts layouts, int batch, boolean keepsAll) {
    this.keepsAll = keepsAll;
    this.program = program;
    this.layouts = layouts;
    this.batch = batch;
    place(program.input(), program.input(), 0);
    program.instructions().forEach(each -> place(each.output(), each.output(), 0));
    placeParts();
    if (!keepsAll) {
      placeOver();
    }
    this.placed = allocate();
  }

  /** Bytes of the block of memory. */
  long bytes() {
    return placed.bytes();
  }

  Place of(Value value) {
    return places.get(value);
  }

  /** Whether a value is the channels of a larger one, with gaps between its images. */
  boolean isPart(Value value) {
    return batch > 1 && of(value).root().channels() != value.channels();
  }

  /** Bytes from the start of the block to the first value of a root. */
  long offset(Value root) {
    return placed.offsets().get(root);
  }

  private void place(Value value, Value root, int start) {
    places.put(value, new Place(root, start));
  }

  private boolean isRoot(Value value) {
    return of(value).root().equals(value);
  }

  /** From the last join to the first, as a joined map may itself be a part of a later one. */
  private void placeParts() {
    for (int i = program.instructions().size() - 1; i >= 0; i--) {
      if (program.instructions().get(i) instanceof Join join
          && layouts.of(join.output()) == Layout.BLOCKS) {
        Place whole = of(join.output());
        int start = whole.start();
        for (Value part : join.inputs()) {
          if (canBePart(part)) {
            place(part, whole.root(), start);
          }
          start += part.channels();
        }
      }
    }
  }

  /** Whether what writes a value, and all that read it, can do so where its images lie apart. */
  private boolean canBePart(Value value) {
    boolean apart =
        producer(value).filter(it -> it instanceof Convolution || it instanceof Join).isPresent()
            && program.instructions().stream()
                .filter(it -> it.inputs().contains(value))
                .allMatch(Placement::readsApart);
    return isRoot(value)
        && !value.equals(program.input())
        && !value.equals(program.output())
        && (apart || batch == 1);
  }

  /** oneDNN's convolutions write images that lie apart, but read them as if they did not. */
  private static boolean readsApart(Instruction reader) {
    return reader instanceof Join || reader instanceof Norm;
  }

  private Optional<Instruction> producer(Value value) {
    return program.instructions().stream().filter(it -> it.output().equals(value)).findFirst();
  }

  /**
   * A sum of float32 or bfloat16 isn't written over its term: the convolution would add it first
   * and not last, which rounds otherwise than the layers do, and gains no time.
   */
  private void placeOver() {
    for (int i = 0; i < program.instructions().size(); i++) {
      Instruction instruction = program.instructions().get(i);
      if (instruction instanceof Convolution convolution && addsInPlace(convolution, layouts)) {
        place(convolution.output(), of(convolution.term().orElseThrow()).root(), 0);
      }
      if (instruction instanceof Norm || instruction instanceof Softmax) {
        Value over = instruction.inputs().get(0);
        if (canEndIn(over, i) && isRoot(instruction.output())) {
          place(instruction.output(), of(over).root(), 0);
        }
      }
    }
  }

  /** Whether a convolution finds the other term of a sum, of integers, where it writes the sum. */
  static boolean addsInPlace(Convolution convolution, Layouts layouts) {
    return layouts.numeral(convolution.output()).isInteger()
        && convolution.term().filter(term -> layouts.numeral(term).isInteger()).isPresent();
  }

  /** Whether an instruction may write over a value: nobody reads any of its memory later. */
  private boolean canEndIn(Value value, int instruction) {
    Place place = of(value);
    return place.root().channels() == value.channels()
        && !place.root().equals(program.input())
        && lastReading(place.root()) == instruction;
  }

  private int lastReading(Value root) {
    List<Instruction> all = program.instructions();
    for (int i = all.size() - 1; i >= 0 && !keepsAll; i--) {
      if (all.get(i).inputs().stream().anyMatch(value -> of(value).root().equals(root))) {
        return of(program.output()).root().equals(root) ? all.size() : i;
      }
    }
    return all.size();
  }

  private int firstWriting(Value root) {
    List<Instruction> all = program.instructions();
    for (int i = 0; i < all.size(); i++) {
      if (of(all.get(i).output()).root().equals(root)) {
        return i;
      }
    }
    throw new IllegalStateException("nothing writes " + root);
  }

  private Lifetimes.Placed<Value> allocate() {
    Lifetimes<Value> lives = new Lifetimes<>(ALIGNMENT);
    program.instructions().stream()
        .map(each -> of(each.output()).root())
        .distinct()
        .forEach(root -> lives.add(root, bytes(root), firstWriting(root), lastReading(root)));
    return lives.place();
  }

  private long bytes(Value root) {
    int channels = root.channels();
    if (layouts.of(root) == Layout.BLOCKS) {
      channels = (channels + Layout.BLOCK - 1) / Layout.BLOCK * Layout.BLOCK;
    }
    return batch * root.area() * channels * layouts.numeral(root).bytes();
  }
}
