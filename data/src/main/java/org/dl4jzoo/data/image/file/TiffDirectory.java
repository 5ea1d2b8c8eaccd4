package org.dl4jzoo.data.image.file;

import static org.dl4jzoo.data.image.file.Bytes.u8;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of a TIFF's first directory, which is also the form that EXIF has inside other
 * formats. Whatever lies outside the file throws IndexOutOfBoundsException.
 */
final class TiffDirectory {

  static final int ORIENTATION = 274;

  private static final int BIG_TIFF = 43;
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int LONG8 = 16;

  private final byte[] file;
  private final int base;
  private final boolean littleEndian;
  private final boolean big;
  private final Map<Integer, Integer> entries = new HashMap<>();

  /**
   * Reads where the entries are.
   *
   * @param file the bytes that hold the directory
   * @param base where the TIFF begins among them; its offsets count from there
   */
  TiffDirectory(byte[] file, int base) {
    this.file = file;
    this.base = base;
    this.littleEndian = u8(file, base) == 'I';
    this.big = number(base + 2, 2) == BIG_TIFF;
    int directory = at(big ? number(base + 8, 8) : number(base + 4, 4));
    long count = number(directory, big ? 8 : 2);
    int first = directory + (big ? 8 : 2);
    for (int i = 0; i < Math.min(count, 1 << 16); i++) {
      int entry = first + i * (big ? 20 : 12);
      entries.putIfAbsent((int) number(entry, 2), entry);
    }
  }

  /** The first number of an entry; empty if there is no such entry, or one of another type. */
  Optional<Long> number(int tag) {
    long[] numbers = numbers(tag);
    return numbers.length == 0 ? Optional.empty() : Optional.of(numbers[0]);
  }

  /** All numbers of an entry; none if there is no such entry, or one of another type. */
  long[] numbers(int tag) {
    Integer entry = entries.get(tag);
    if (entry == null) {
      return new long[0];
    }
    int size = size((int) number(entry + 2, 2));
    long count = number(entry + 4, big ? 8 : 4);
    int inline = entry + (big ? 12 : 8);
    if (size == 0 || count < 1) {
      return new long[0];
    }
    boolean fits = count <= (big ? 8 : 4) / size;
    int from = fits ? inline : at(number(inline, big ? 8 : 4));
    if (count > (file.length - from) / size) {
      throw new IndexOutOfBoundsException("an entry's numbers");
    }
    long[] numbers = new long[(int) count];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(from + i * size, size);
    }
    return numbers;
  }

  /** How the image has to be turned; 1, not at all, if nothing is said or nothing known. */
  int orientation() {
    return number(ORIENTATION).filter(value -> value >= 1 && value <= 8).orElse(1L).intValue();
  }

  private static int size(int type) {
    return switch (type) {
      case BYTE -> 1;
      case SHORT -> 2;
      case LONG -> 4;
      case LONG8 -> 8;
      default -> 0;
    };
  }

  private int at(long offset) {
    if (offset < 0 || offset > file.length - base) {
      throw new IndexOutOfBoundsException("offset " + offset);
    }
    return base + (int) offset;
  }

  private long number(int at, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      int shift = 8 * (littleEndian ? i : bytes - 1 - i);
      value |= (long) u8(file, at + i) << shift;
    }
    return value;
  }
}
