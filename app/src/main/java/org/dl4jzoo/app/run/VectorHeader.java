package org.dl4jzoo.app.run;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What ND4J writes before the numbers of a vector, [N] or [1,N], of float32. It may say more than
 * there is, so nothing is made by it alone.
 *
 * @param rank 1 or 2
 * @param length N
 */
record VectorHeader(int rank, long length) {

  /** ND4J's mark for float32 among the longs that describe a shape. */
  private static final long FLOAT32 = 8192;

  private static final int MOST_LONGS = 8;

  /** How ND4J says that sizes are longs and types are named. */
  private static final String MODE = "MIXED_DATA_TYPES";

  private static final String LENGTHS = "LONG";
  private static final String NUMBERS = "FLOAT";

  private static final int CHUNK_FLOATS = 1 << 14;

  /**
   * Reads the header; the numbers are next.
   *
   * @throws IOException if it isn't that of such a vector
   */
  static VectorHeader read(InputStream vector) throws IOException {
    DataInputStream in = new DataInputStream(vector);
    require(in.readUTF().equals(MODE));
    long longs = in.readLong();
    require(in.readUTF().equals(LENGTHS) && longs > 0 && longs <= MOST_LONGS);
    long[] shape = new long[(int) longs];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = in.readLong();
    }
    VectorHeader header = of(shape);
    require(in.readUTF().equals(MODE));
    require(in.readLong() == header.length && in.readUTF().equals(NUMBERS));
    return header;
  }

  /** The longs are the rank, a length and a stride a dimension, type, stride of all, order. */
  private static VectorHeader of(long[] shape) throws IOException {
    int rank = (int) shape[0];
    require(rank == 1 || (rank == 2 && shape[1] == 1));
    long length = shape[rank];
    long[] rest = Arrays.copyOfRange(shape, 2 * rank, shape.length);
    require(length > 0 && rest.length == 4 && rest[0] == 1 && rest[1] == FLOAT32 && rest[2] == 1);
    require(rest[3] == 'c' || rest[3] == 'f');
    return new VectorHeader(rank, length);
  }

  /** The shape, [N] or [1,N]. */
  long[] shape() {
    return rank == 1 ? new long[] {length} : new long[] {1, length};
  }

  /**
   * Reads a whole vector, whose numbers are not looked at.
   *
   * @return how many they are
   * @throws IOException as {@link #read}, or if more or fewer follow than it says
   */
  static long count(InputStream vector) throws IOException {
    VectorHeader header = read(vector);
    require(vector.transferTo(OutputStream.nullOutputStream()) == header.length * Float.BYTES);
    return header.length;
  }

  /**
   * Compares the length with that which a network needs.
   *
   * @throws IOException if it is another
   */
  void checkLength(long needed) throws IOException {
    if (length != needed) {
      throw new IOException("it has %d numbers; its network needs %d".formatted(length, needed));
    }
  }

  /**
   * Reads the numbers that follow the header.
   *
   * @param target as long as the header says
   * @throws IOException if more or fewer follow
   */
  static void readNumbers(InputStream vector, FloatBuffer target) throws IOException {
    byte[] chunk = new byte[CHUNK_FLOATS * Float.BYTES];
    while (target.hasRemaining()) {
      int wanted = Float.BYTES * Math.min(CHUNK_FLOATS, target.remaining());
      require(vector.readNBytes(chunk, 0, wanted) == wanted);
      target.put(ByteBuffer.wrap(chunk, 0, wanted).asFloatBuffer());
    }
    require(vector.read() < 0);
  }

  /**
   * Writes a vector as ND4J does, which takes its numbers one by one.
   *
   * @param vector all of its data
   */
  static void write(INDArray vector, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    FloatBuffer numbers = vector.data().asNioFloat();
    if (numbers.capacity() < vector.length()) { // a buffer ends at 2 GB
      Nd4j.write(vector, data);
      return;
    }
    long[] shape = vector.shapeInfoJava();
    data.writeUTF(MODE);
    data.writeLong(shape.length);
    data.writeUTF(LENGTHS);
    for (long value : shape) {
      data.writeLong(value);
    }
    data.writeUTF(MODE);
    data.writeLong(vector.length());
    data.writeUTF(NUMBERS);
    writeNumbers(numbers, data);
  }

  private static void writeNumbers(FloatBuffer source, OutputStream out) throws IOException {
    byte[] chunk = new byte[CHUNK_FLOATS * Float.BYTES];
    FloatBuffer floats = ByteBuffer.wrap(chunk).asFloatBuffer();
    for (int from = 0; from < source.capacity(); from += CHUNK_FLOATS) {
      int count = Math.min(CHUNK_FLOATS, source.capacity() - from);
      floats.put(0, source, from, count);
      out.write(chunk, 0, count * Float.BYTES);
    }
  }

  private static void require(boolean holds) throws IOException {
    if (!holds) {
      throw new IOException("it is no vector of float32");
    }
  }
}
