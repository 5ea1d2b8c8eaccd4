package org.dl4jzoo.data.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/** Damages a file in one of the ways in which files are damaged, by accident or on purpose. */
final class Mutation {

  private static final int[] TELLING_BYTES = {0, 1, 0x7f, 0x80, 0xfe, 0xff};
  private static final int PNG_SIGNATURE = 8;

  private final SplittableRandom random;

  Mutation(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A damaged copy. */
  byte[] of(byte[] file) {
    byte[] damaged =
        switch (random.nextInt(7)) {
          case 0 -> Arrays.copyOf(file, random.nextInt(file.length));
          case 1 -> withoutPart(file);
          case 2 -> withPartTwice(file);
          case 3 -> withNumber(file);
          default -> withBytes(file);
        };
    // Checksums that are right lead deeper into a decoder than wrong ones.
    return random.nextBoolean() ? withPngChecksums(damaged) : damaged;
  }

  private byte[] withBytes(byte[] file) {
    byte[] damaged = file.clone();
    // Headers come first, and decide most.
    int within = random.nextBoolean() ? damaged.length : Math.min(damaged.length, 200);
    for (int i = 0; i <= random.nextInt(8); i++) {
      int value =
          random.nextBoolean()
              ? random.nextInt(256)
              : TELLING_BYTES[random.nextInt(TELLING_BYTES.length)];
      damaged[random.nextInt(within)] = (byte) value;
    }
    return damaged;
  }

  /** Four bytes become a large or negative number. */
  private byte[] withNumber(byte[] file) {
    byte[] damaged = file.clone();
    int[] numbers = {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xffff, 0x10000, file.length, 0};
    int at = random.nextInt(Math.min(200, damaged.length - 4));
    int number = numbers[random.nextInt(numbers.length)];
    ByteBuffer.wrap(damaged)
        .putInt(at, random.nextBoolean() ? number : Integer.reverseBytes(number));
    return damaged;
  }

  private byte[] withoutPart(byte[] file) {
    int from = random.nextInt(file.length);
    int to = Math.min(file.length, from + 1 + random.nextInt(60));
    ByteArrayOutputStream damaged = new ByteArrayOutputStream();
    damaged.write(file, 0, from);
    damaged.write(file, to, file.length - to);
    return damaged.toByteArray();
  }

  private byte[] withPartTwice(byte[] file) {
    int from = random.nextInt(file.length);
    int to = Math.min(file.length, from + 1 + random.nextInt(200));
    ByteArrayOutputStream damaged = new ByteArrayOutputStream();
    damaged.write(file, 0, to);
    damaged.write(file, from, file.length - from);
    return damaged.toByteArray();
  }

  private static byte[] withPngChecksums(byte[] file) {
    if (file.length < PNG_SIGNATURE || file[1] != 'P' || file[2] != 'N') {
      return file;
    }
    ByteBuffer png = ByteBuffer.wrap(file);
    int at = PNG_SIGNATURE;
    while (at + 12 <= file.length) {
      int length = png.getInt(at);
      if (length < 0 || length > file.length - at - 12) {
        return file;
      }
      CRC32 crc = new CRC32();
      crc.update(file, at + 4, length + 4);
      png.putInt(at + 8 + length, (int) crc.getValue());
      at += 12 + length;
    }
    return file;
  }
}
