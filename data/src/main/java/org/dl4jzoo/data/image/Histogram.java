package org.dl4jzoo.data.image;

import java.util.Arrays;

/** How often each value occurs in a channel, and the tables that change it as Pillow's ImageOps. */
final class Histogram {

  private static final int VALUES = 256;

  private final int[] counts;

  private Histogram(int[] counts) {
    this.counts = counts;
  }

  static Histogram of(byte[] pixels, int channel, int channels) {
    int[] counts = new int[VALUES];
    for (int i = channel; i < pixels.length; i += channels) {
      counts[pixels[i] & 0xff]++;
    }
    return new Histogram(counts);
  }

  /** The table that makes the lowest value 0 and the highest 255. */
  byte[] stretching() {
    int low = 0;
    while (low < VALUES - 1 && counts[low] == 0) {
      low++;
    }
    int high = VALUES - 1;
    while (high > 0 && counts[high] == 0) {
      high--;
    }
    byte[] table = unchanged();
    if (high > low) {
      double scale = (VALUES - 1.0) / (high - low);
      double offset = -low * scale;
      for (int value = 0; value < VALUES; value++) {
        table[value] = (byte) Math.max(0, Math.min(VALUES - 1, (int) (value * scale + offset)));
      }
    }
    return table;
  }

  /** The table that makes every range of values about as frequent. */
  byte[] equalizing() {
    int step = step();
    byte[] table = unchanged();
    if (step > 0) {
      int sum = step / 2;
      for (int value = 0; value < VALUES; value++) {
        table[value] = (byte) Math.min(VALUES - 1, sum / step);
        sum += counts[value];
      }
    }
    return table;
  }

  /** Pixels of a value of the result; 0 if there is nothing to even out. */
  private int step() {
    int[] occurring = Arrays.stream(counts).filter(count -> count > 0).toArray();
    int highest = occurring[occurring.length - 1];
    return (Arrays.stream(occurring).sum() - highest) / (VALUES - 1);
  }

  private static byte[] unchanged() {
    byte[] table = new byte[VALUES];
    for (int value = 0; value < VALUES; value++) {
      table[value] = (byte) value;
    }
    return table;
  }
}
