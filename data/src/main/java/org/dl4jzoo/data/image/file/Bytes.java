package org.dl4jzoo.data.image.file;

/** Integers in a file; an offset beyond its end throws IndexOutOfBoundsException. */
final class Bytes {

  private Bytes() {}

  static int u8(byte[] file, int at) {
    return file[at] & 0xff;
  }

  static int bigEndian16(byte[] file, int at) {
    return u8(file, at) << 8 | u8(file, at + 1);
  }

  static int bigEndian32(byte[] file, int at) {
    return bigEndian16(file, at) << 16 | bigEndian16(file, at + 2);
  }

  static int littleEndian16(byte[] file, int at) {
    return u8(file, at) | u8(file, at + 1) << 8;
  }

  static int littleEndian24(byte[] file, int at) {
    return littleEndian16(file, at) | u8(file, at + 2) << 16;
  }

  static int littleEndian32(byte[] file, int at) {
    return littleEndian16(file, at) | littleEndian16(file, at + 2) << 16;
  }

  static void putLittleEndian32(byte[] file, int at, int value) {
    for (int i = 0; i < 4; i++) {
      file[at + i] = (byte) (value >>> (8 * i));
    }
  }
}
