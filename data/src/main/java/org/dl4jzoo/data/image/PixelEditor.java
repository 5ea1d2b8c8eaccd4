package org.dl4jzoo.data.image;

import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * Applies a {@link Change} to the pixels of an image, to the bit as Pillow does it for torchvision
 * with bilinear sampling and black beyond the edge. Safe for use by several threads.
 */
final class PixelEditor {

  private static final int VALUES = 256;
  private static final int BITS = 8;

  /** Of Pillow's SMOOTH filter, which counts the middle of nine pixels five times. */
  private static final int MIDDLE_EXTRA = 4;

  private static final int SMOOTH_SUM = 13;

  private final int height;
  private final int width;
  private final int channels;
  private final AffineSampler sampler;

  /** Images of height · width · channels bytes. */
  PixelEditor(int height, int width, int channels) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.sampler = new AffineSampler(height, width, channels);
  }

  /**
   * Returns the changed image; the given pixels stay as they are.
   *
   * @param pixels row by row, red first
   */
  byte[] apply(byte[] pixels, Change change) {
    double magnitude = change.magnitude();
    float factor = (float) (1 + magnitude);
    return switch (change.operation()) {
      case IDENTITY -> pixels;
      case SHEAR_X -> sampler.apply(pixels, 1, magnitude, 0, 0, 1, 0);
      case SHEAR_Y -> sampler.apply(pixels, 1, 0, 0, magnitude, 1, 0);
      case TRANSLATE_X -> sampler.apply(pixels, 1, 0, -(int) magnitude, 0, 1, 0);
      case TRANSLATE_Y -> sampler.apply(pixels, 1, 0, 0, 0, 1, -(int) magnitude);
      case ROTATE -> sampler.rotated(pixels, magnitude);
      case BRIGHTNESS -> mapped(pixels, value -> blend(0, value, factor));
      case COLOR -> saturated(pixels, factor);
      case CONTRAST -> contrasted(pixels, factor);
      case SHARPNESS -> sharpened(pixels, factor);
      case POSTERIZE -> mapped(pixels, value -> value & -(1 << (BITS - (int) magnitude)));
      case SOLARIZE -> mapped(pixels, value -> value < magnitude ? value : VALUES - 1 - value);
      case AUTO_CONTRAST ->
          mappedByChannel(pixels, channel -> Histogram.of(pixels, channel, channels).stretching());
      case EQUALIZE ->
          mappedByChannel(pixels, channel -> Histogram.of(pixels, channel, channels).equalizing());
    };
  }

  private static byte[] mapped(byte[] pixels, IntUnaryOperator change) {
    byte[] table = new byte[VALUES];
    for (int value = 0; value < VALUES; value++) {
      table[value] = (byte) change.applyAsInt(value);
    }
    byte[] mapped = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      mapped[i] = table[pixels[i] & 0xff];
    }
    return mapped;
  }

  private byte[] mappedByChannel(byte[] pixels, IntFunction<byte[]> tables) {
    byte[] mapped = new byte[pixels.length];
    for (int channel = 0; channel < channels; channel++) {
      byte[] table = tables.apply(channel);
      for (int i = channel; i < pixels.length; i += channels) {
        mapped[i] = table[pixels[i] & 0xff];
      }
    }
    return mapped;
  }

  private byte[] saturated(byte[] pixels, float factor) {
    byte[] saturated = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i += channels) {
      int grey = grey(pixels, i);
      for (int c = i; c < i + channels; c++) {
        saturated[c] = (byte) blend(grey, pixels[c] & 0xff, factor);
      }
    }
    return saturated;
  }

  private byte[] contrasted(byte[] pixels, float factor) {
    long sum = 0;
    for (int i = 0; i < pixels.length; i += channels) {
      sum += grey(pixels, i);
    }
    int mean = (int) ((double) sum / (height * width) + 0.5);
    return mapped(pixels, value -> blend(mean, value, factor));
  }

  private byte[] sharpened(byte[] pixels, float factor) {
    byte[] sharpened = pixels.clone();
    int rowBytes = width * channels;
    for (int y = 1; y < height - 1; y++) {
      // The outline has no neighbours beyond it and stays.
      for (int i = y * rowBytes + channels; i < (y + 1) * rowBytes - channels; i++) {
        int own = pixels[i] & 0xff;
        int sum = MIDDLE_EXTRA * own;
        for (int row = i - rowBytes; row <= i + rowBytes; row += rowBytes) {
          sum += (pixels[row - channels] & 0xff) + (pixels[row] & 0xff);
          sum += pixels[row + channels] & 0xff;
        }
        int smooth = (2 * sum + SMOOTH_SUM) / (2 * SMOOTH_SUM);
        sharpened[i] = (byte) blend(smooth, own, factor);
      }
    }
    return sharpened;
  }

  /** Pillow's luma in fixed point. */
  private int grey(byte[] pixels, int i) {
    if (channels == 1) {
      return pixels[i] & 0xff;
    }
    int sum = 19595 * (pixels[i] & 0xff) + 38470 * (pixels[i + 1] & 0xff);
    return (sum + 7471 * (pixels[i + 2] & 0xff) + 0x8000) >> 16;
  }

  /** What lies so many times as far from a value as another; single precision, as in Pillow. */
  private static int blend(int from, int to, float times) {
    float blended = from + times * (to - from);
    return (int) Math.max(0, Math.min(VALUES - 1, blended));
  }
}
