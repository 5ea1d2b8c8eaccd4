package org.dl4jzoo.data.image;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Applies a {@link Corruption} to the pixels of a network's input. Safe for use by several threads.
 */
public final class Corrupter {

  private static final double SIGMA = 2;
  private static final double SIDE_OF_SIGMA = 224;
  private static final int QUALITY = 20;
  private static final float BRIGHTER = 1.3f;
  private static final float DARKER = 0.7f;
  private static final double DEGREES = 15;

  private final int height;
  private final int width;
  private final int channels;
  private final AffineSampler sampler;

  /** Images of height · width · channels bytes. */
  public Corrupter(int height, int width, int channels) {
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
  public byte[] apply(byte[] pixels, Corruption corruption) {
    return switch (corruption) {
      case FLIP -> Pixels.mirrored(pixels, width, channels);
      case BLUR -> blurred(pixels);
      case JPEG -> compressed(pixels);
      case BRIGHTER -> scaled(pixels, BRIGHTER);
      case DARKER -> scaled(pixels, DARKER);
      case ROTATION -> sampler.rotated(pixels, DEGREES);
    };
  }

  private byte[] blurred(byte[] pixels) {
    double sigma = SIGMA * Math.min(height, width) / SIDE_OF_SIGMA;
    int side = 2 * (int) Math.ceil(3 * sigma) + 1;
    try (Mat image = image(pixels);
        Mat blurred = new Mat();
        Size size = new Size(side, side)) {
      GaussianBlur(image, blurred, size, sigma, sigma, BORDER_REFLECT_101);
      return Pixels.copy(blurred);
    }
  }

  private byte[] compressed(byte[] pixels) {
    byte[] blueFirst = channels == 1 ? pixels : Pixels.swapped(pixels);
    try (Mat image = image(blueFirst);
        BytePointer jpeg = new BytePointer();
        IntPointer quality = new IntPointer(IMWRITE_JPEG_QUALITY, QUALITY)) {
      imencode(".jpg", image, jpeg, quality);
      try (Mat encoded = new Mat(jpeg);
          Mat read = imdecode(encoded, channels == 1 ? IMREAD_GRAYSCALE : IMREAD_COLOR)) {
        byte[] bytes = Pixels.copy(read);
        return channels == 1 ? bytes : Pixels.swapped(bytes);
      }
    }
  }

  /** Rounds down, as Pillow and torchvision do. */
  private static byte[] scaled(byte[] pixels, float factor) {
    byte[] scaled = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      scaled[i] = (byte) (int) Math.min(255, factor * (pixels[i] & 0xff));
    }
    return scaled;
  }

  private Mat image(byte[] pixels) {
    Mat image = new Mat(height, width, CV_8UC(channels));
    image.data().put(pixels);
    return image;
  }
}
