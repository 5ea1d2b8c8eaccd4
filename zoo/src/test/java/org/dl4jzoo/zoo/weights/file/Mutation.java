package org.dl4jzoo.zoo.weights.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Damages files as disks, networks and attackers do. */
final class Mutation {

  private static final long[] TEMPTING = {
    -1, 0, 1, 7, 255, 256, 65535, 1 << 20, Integer.MAX_VALUE, 1L << 32, 1L << 62, Long.MAX_VALUE
  };

  private final Random random;

  Mutation(long seed) {
    this.random = new Random(seed);
  }

  /** A damaged copy of a file; some parts may come from another one. */
  byte[] of(byte[] file, byte[] other) {
    byte[] damaged = file.clone();
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times && damaged.length > 16; i++) {
      damaged = once(damaged, other);
    }
    return damaged;
  }

  private byte[] once(byte[] file, byte[] other) {
    int at = random.nextInt(file.length);
    switch (random.nextInt(8)) {
      case 0 -> {
        return Arrays.copyOf(file, at);
      }
      case 1 -> file[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> file[at] = (byte) random.nextInt(256);
      case 3 -> number(file, at);
      case 4 -> number(file, at & ~7);
      case 5 -> {
        return splice(file, at, at, file, random.nextInt(64));
      }
      case 6 -> {
        return splice(file, at, Math.min(file.length, at + random.nextInt(64)), other, 0);
      }
      default -> {
        int length = random.nextInt(64);
        return splice(file, at, Math.min(file.length, at + length), other, length);
      }
    }
    return file;
  }

  /** Writes a length or an address that invites to read too much. */
  private void number(byte[] file, int at) {
    int bytes = 1 << random.nextInt(4);
    long value =
        random.nextBoolean()
            ? TEMPTING[random.nextInt(TEMPTING.length)]
            : random.nextInt(2 * file.length);
    ByteBuffer number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
    int fits = Math.min(bytes, file.length - at);
    number.get(file, at, fits);
  }

  /** Replaces a part by bytes from anywhere in another file. */
  private byte[] splice(byte[] file, int from, int to, byte[] other, int length) {
    int start = random.nextInt(other.length);
    ByteArrayOutputStream spliced = new ByteArrayOutputStream();
    spliced.write(file, 0, from);
    spliced.write(other, start, Math.min(length, other.length - start));
    spliced.write(file, to, file.length - to);
    return spliced.toByteArray();
  }
}
