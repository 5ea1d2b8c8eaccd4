package org.dl4jzoo.zoo.weights.file;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Python's pickles as PyTorch writes them, protocols 2 to 4. It builds dicts, lists, tuples,
 * strings, numbers, truth values and None; all else is up to {@link TorchObjects}, which knows
 * tensors and leaves every other object opaque. Nothing of a file is ever executed.
 *
 * <p>Lists and tuples become {@code List}, dicts {@link PickledDict}, ints {@code Long} or, from 64
 * bits on, {@code BigInteger}, None {@link #NONE}.
 */
final class Unpickler {

  /** Python's None. */
  static final Object NONE = new Object();

  /** A network of 1,000 tensors takes about 50,000. */
  private static final int MOST_INSTRUCTIONS = 1 << 20;

  private final FileBytes file;
  private final PickleInput in;
  private final TorchObjects objects;
  private final PickleStack stack;
  private final Map<Long, Object> memo = new HashMap<>();

  private Unpickler(FileBytes file, PickleInput in, TorchObjects objects) {
    this.file = file;
    this.in = in;
    this.objects = objects;
    this.stack = new PickleStack(file);
  }

  /** The object of the next pickle of a stream. */
  static Object read(FileBytes file, PickleInput in, TorchObjects objects) throws IOException {
    return new Unpickler(file, in, objects).read();
  }

  private Object read() throws IOException {
    for (int count = 0; count < MOST_INSTRUCTIONS; count++) {
      int instruction = in.unsignedByte();
      if (instruction == '.') {
        return stack.pop();
      }
      execute(instruction);
    }
    throw file.invalid("a pickle must have at most %d instructions", MOST_INSTRUCTIONS);
  }

  /** The instructions with their letters or numbers of Python's pickletools. */
  private void execute(int instruction) throws IOException {
    switch (instruction) {
      case 0x80 -> in.unsignedByte(); // PROTO
      case 0x95 -> in.signedLong(); // FRAME
      case '(' -> stack.mark();
      case '0' -> stack.drop();
      case '1' -> stack.popToMark();
      case '2' -> stack.push(stack.peek());
      case 'q' -> memo.put((long) in.unsignedByte(), stack.peek());
      case 'r' -> memo.put(in.unsignedInt(), stack.peek());
      case 0x94 -> memo.put((long) memo.size(), stack.peek());
      case 'h' -> stack.push(remembered(in.unsignedByte()));
      case 'j' -> stack.push(remembered(in.unsignedInt()));
      case 'a', 'e', 's', 'u', 0x90 -> fill(instruction);
      case 'c', 0x93, 'i', 'R', 'b', 'Q', 0x81, 0x92 -> beyondContainers(instruction);
      default -> stack.push(value(instruction));
    }
  }

  private Object remembered(long index) {
    Object value = memo.get(index);
    if (value == null) {
      throw file.invalid("the pickle refers to its value %d, which isn't there", index);
    }
    return value;
  }

  /** Instructions that push a value. */
  private Object value(int instruction) throws IOException {
    return switch (instruction) {
      case 'N' -> NONE;
      case 0x88 -> true;
      case 0x89 -> false;
      case 'K' -> (long) in.unsignedByte();
      case 'M' -> (long) in.unsignedShort();
      case 'J' -> (long) in.signedInt();
      case 0x8a -> integer(in.unsignedByte());
      case 0x8b -> integer(in.signedInt());
      case 'G' -> in.bigEndianDouble();
      case 'U' -> in.string(in.unsignedByte(), StandardCharsets.ISO_8859_1);
      case 'T' -> in.string(in.signedInt(), StandardCharsets.ISO_8859_1);
      case 0x8c -> in.utf8(in.unsignedByte());
      case 'X' -> in.utf8(in.unsignedInt());
      case 0x8d -> in.utf8(in.signedLong());
      case 'C' -> bytes(in.unsignedByte());
      case 'B' -> bytes(in.unsignedInt());
      case 0x8e, 0x96 -> bytes(in.signedLong());
      default -> container(instruction);
    };
  }

  /** Bytes lie beside the weights only: tensors keep theirs outside the pickle. */
  private Object bytes(long length) throws IOException {
    in.string(length, StandardCharsets.ISO_8859_1);
    return new Opaque("bytes");
  }

  private Object integer(int length) throws IOException {
    BigInteger integer = in.integer(length);
    return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
  }

  private Object container(int instruction) {
    return switch (instruction) {
      case ']' -> new ArrayList<>();
      case 0x8f -> new Opaque("set");
      case 0x91 -> {
        stack.popToMark();
        yield new Opaque("frozenset");
      }
      case '}' -> new PickledDict(file);
      case ')' -> List.of();
      case 0x85 -> stack.popTuple(1);
      case 0x86 -> stack.popTuple(2);
      case 0x87 -> stack.popTuple(3);
      case 't' -> Collections.unmodifiableList(stack.popToMark());
      case 'l' -> stack.popToMark();
      case 'd' -> new PickledDict(file).putAll(stack.popToMark());
      default ->
          throw file.invalid(
              "the pickle has the instruction 0x%02x, which torch.save doesn't write", instruction);
    };
  }

  /** Instructions that add to a list or dict. */
  private void fill(int instruction) {
    switch (instruction) {
      case 'a' -> {
        Object item = stack.pop();
        stack.peekList().add(item);
      }
      case 'e', 0x90 -> {
        List<Object> items = stack.popToMark();
        stack.peekList().addAll(items);
      }
      case 's' -> {
        List<Object> item = stack.popTuple(2);
        stack.peekDict().putAll(item);
      }
      default -> {
        List<Object> items = stack.popToMark();
        stack.peekDict().putAll(items);
      }
    }
  }

  /** Instructions by which a pickle could do anything, were it not for {@link TorchObjects}. */
  private void beyondContainers(int instruction) throws IOException {
    switch (instruction) {
      case 'c' -> stack.push(objects.global(in.line(), in.line()));
      case 'i' -> {
        objects.global(in.line(), in.line());
        throw file.invalid("the pickle makes an object in a way that torch.save doesn't");
      }
      case 0x93 -> {
        List<Object> names = stack.popTuple(2);
        stack.push(objects.global(text(names, 0), text(names, 1)));
      }
      case 'R', 0x81 -> {
        List<Object> call = stack.popTuple(2);
        stack.push(objects.call(call.get(0), call.get(1)));
      }
      case 0x92 -> {
        List<Object> made = stack.popTuple(3);
        stack.push(objects.call(made.get(0), made.get(1)));
      }
      case 'b' -> {
        Object state = stack.pop();
        objects.setState(stack.peek(), state);
      }
      default -> stack.push(objects.persistent(stack.pop()));
    }
  }

  private String text(List<Object> values, int index) {
    if (values.get(index) instanceof String text) {
      return text;
    }
    throw file.invalid("the pickle names a class by something that is no text");
  }
}
