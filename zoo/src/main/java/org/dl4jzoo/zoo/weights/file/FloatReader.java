package org.dl4jzoo.zoo.weights.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads numbers from a stream, piece by piece. */
final class FloatReader {

  private static final int PIECE_BYTES = 1 << 16;

  private FloatReader() {}

  /** The next numbers of a stream, as float32. The caller has checked that there are so many. */
  static float[] read(InputStream in, ElementType type, ByteOrder order, int count)
      throws IOException {
    float[] values = new float[count];
    int most = PIECE_BYTES / type.bytes();
    byte[] piece = new byte[Math.min(count, most) * type.bytes()];
    ByteBuffer buffer = ByteBuffer.wrap(piece).order(order);
    for (int done = 0; done < count; ) {
      int now = Math.min(count - done, most);
      if (in.readNBytes(piece, 0, now * type.bytes()) < now * type.bytes()) {
        throw new EOFException("the data of a tensor end early");
      }
      buffer.clear();
      for (int i = 0; i < now; i++) {
        values[done++] = type.next(buffer);
      }
    }
    return values;
  }
}
