package org.dl4jzoo.zoo.weights.file;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The arguments of pickle's instructions, read from a stream. */
final class PickleInput {

  /** A network of 1,000 tensors takes about 200 kB. */
  static final int MOST_BYTES = 1 << 23;

  /** Names of Python's modules and classes are far shorter. */
  private static final int LONGEST_LINE = 1000;

  private final FileBytes file;
  private final InputStream in;
  private long position;

  PickleInput(FileBytes file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /** How many bytes have been read. */
  long position() {
    return position;
  }

  int unsignedByte() throws IOException {
    return Byte.toUnsignedInt(bytes(1)[0]);
  }

  int unsignedShort() throws IOException {
    return Short.toUnsignedInt(number(Short.BYTES).getShort());
  }

  int signedInt() throws IOException {
    return number(Integer.BYTES).getInt();
  }

  long unsignedInt() throws IOException {
    return Integer.toUnsignedLong(signedInt());
  }

  long signedLong() throws IOException {
    return number(Long.BYTES).getLong();
  }

  /** A floating-point number; pickle has these big-endian, unlike all other numbers. */
  double bigEndianDouble() throws IOException {
    return number(Double.BYTES).order(ByteOrder.BIG_ENDIAN).getDouble();
  }

  /** An integer of any size, little-endian in two's complement. */
  BigInteger integer(int length) throws IOException {
    byte[] bytes = bytes(length);
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < length; i++) {
      reversed[i] = bytes[length - 1 - i];
    }
    return length == 0 ? BigInteger.ZERO : new BigInteger(reversed);
  }

  String string(long length, Charset charset) throws IOException {
    return new String(bytes(length), charset);
  }

  /** The text up to the end of the line, without the line break. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = unsignedByte(); next != '\n'; next = unsignedByte()) {
      if (line.length() == LONGEST_LINE) {
        throw file.invalid("a name in the pickle is longer than %d bytes", LONGEST_LINE);
      }
      line.append((char) next);
    }
    return line.toString();
  }

  private ByteBuffer number(int length) throws IOException {
    return ByteBuffer.wrap(bytes(length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private byte[] bytes(long length) throws IOException {
    if (length < 0 || length > MOST_BYTES - position) {
      throw file.invalid("the pickle must have at most %d bytes; it has more", MOST_BYTES);
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw file.invalid("the pickle ends early");
    }
    position += length;
    return bytes;
  }

  /** Text as Python 3 writes it. */
  String utf8(long length) throws IOException {
    return string(length, StandardCharsets.UTF_8);
  }
}
