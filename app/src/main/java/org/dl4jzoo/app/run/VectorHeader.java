package org.dl4jzoo.app.run;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * What ND4J writes before the numbers of an array. ND4J believes it when it reads the array again,
 * and one that says more than there is ends the JVM, so it is checked before.
 */
final class VectorHeader {

  /** ND4J's mark for float32 among the longs that describe a shape. */
  private static final long FLOAT32 = 8192;

  private static final int MOST_LONGS = 8;

  /** How ND4J says that sizes are longs and types are named. */
  private static final String MODE = "MIXED_DATA_TYPES";

  /** Any length that the header says. */
  static final long ANY = -1;

  private VectorHeader() {}

  /**
   * Reads a whole array, whose numbers are not looked at.
   *
   * @param needed how many numbers it must have, or {@link #ANY}
   * @throws IOException if it isn't a vector of float32, [N] or [1,N], or more or fewer than N
   *     numbers follow
   */
  static void check(InputStream array, long needed) throws IOException {
    DataInputStream in = new DataInputStream(array);
    require(in.readUTF().equals(MODE));
    long longs = in.readLong();
    require(in.readUTF().equals("LONG") && longs > 0 && longs <= MOST_LONGS);
    long[] shape = new long[(int) longs];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = in.readLong();
    }
    long length = length(shape);
    if (needed != ANY && length != needed) {
      throw new IOException("it has %d numbers; its network needs %d".formatted(length, needed));
    }
    require(in.readUTF().equals(MODE));
    require(in.readLong() == length && in.readUTF().equals("FLOAT"));
    require(in.transferTo(OutputStream.nullOutputStream()) == length * Float.BYTES);
  }

  /** The longs are the rank, a length and a stride a dimension, type, stride of all, order. */
  private static long length(long[] shape) throws IOException {
    int rank = (int) shape[0];
    require(rank == 1 || (rank == 2 && shape[1] == 1));
    long length = shape[rank];
    long[] rest = Arrays.copyOfRange(shape, 2 * rank, shape.length);
    require(length > 0 && rest.length == 4 && rest[0] == 1 && rest[1] == FLOAT32 && rest[2] == 1);
    require(rest[3] == 'c' || rest[3] == 'f');
    return length;
  }

  private static void require(boolean holds) throws IOException {
    if (!holds) {
      throw new IOException("it is no vector of float32");
    }
  }
}
