package org.dl4jzoo.data.image;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Applies a {@link Distortion} to pixels: one affine sampling for part, mirror and angle, then one
 * pass for the colours. What lies beyond the edge is the image's reflection.
 */
public final class Distorter {

  private static final int FRACTION_BITS = 12;

  /** One in fixed point, which is faster here than floating point. */
  private static final int ONE = 1 << FRACTION_BITS;

  private static final int MIDDLE_GREY = 128;

  private final int height;
  private final int width;
  private final int outHeight;
  private final int outWidth;
  private final int channels;

  /** Images of height · width · channels bytes become outHeight · outWidth · channels. */
  public Distorter(int height, int width, int outHeight, int outWidth, int channels) {
    this.height = height;
    this.width = width;
    this.outHeight = outHeight;
    this.outWidth = outWidth;
    this.channels = channels;
  }

  /** Draws distortions in a range and applies them. */
  public Augmenter within(Distortion.Range range) {
    return (pixels, random) -> apply(pixels, Distortion.random(range, random));
  }

  /** Returns the varied image; the given pixels stay as they are. */
  public byte[] apply(byte[] pixels, Distortion distortion) {
    byte[] warped = warp(pixels, distortion);
    recolour(warped, distortion);
    return warped;
  }

  private byte[] warp(byte[] pixels, Distortion distortion) {
    int type = CV_8UC(channels);
    try (Mat image = new Mat(height, width, type);
        Mat warped = new Mat(outHeight, outWidth, type);
        DoublePointer numbers = new DoublePointer(sourceOfTarget(distortion));
        Mat matrix = new Mat(2, 3, CV_64FC1, numbers);
        Size size = new Size(outWidth, outHeight);
        Scalar unused = new Scalar(0)) {
      image.data().put(pixels);
      int flags = INTER_LINEAR | WARP_INVERSE_MAP;
      warpAffine(image, warped, matrix, size, flags, BORDER_REFLECT_101, unused);
      return Pixels.copy(warped);
    }
  }

  /** The 2×3 matrix that leads from a pixel of the result to the place it is taken from. */
  private double[] sourceOfTarget(Distortion d) {
    double scaleX = d.width() * width / outWidth * (d.mirrored() ? -1 : 1);
    double scaleY = d.height() * height / outHeight;
    double xx = Math.cos(d.radians()) * scaleX;
    double xy = -Math.sin(d.radians()) * scaleY;
    double yx = Math.sin(d.radians()) * scaleX;
    double yy = Math.cos(d.radians()) * scaleY;
    // Pixel centres lie half a pixel from their corner; the middle of one leads to the other's.
    double halfX = (outWidth - 1) / 2.0;
    double halfY = (outHeight - 1) / 2.0;
    double shiftX = d.centreX() * width - 0.5 - xx * halfX - xy * halfY;
    double shiftY = d.centreY() * height - 0.5 - yx * halfX - yy * halfY;
    return new double[] {xx, xy, shiftX, yx, yy, shiftY};
  }

  private void recolour(byte[] pixels, Distortion d) {
    int gain = (int) Math.round(ONE * d.brightness() * d.contrast());
    int offset = (int) Math.round(ONE * d.brightness() * (1 - d.contrast()) * MIDDLE_GREY);
    int saturation = (int) Math.round(ONE * d.saturation());
    for (int i = 0; i < pixels.length; i += channels) {
      int grey = channels == 1 ? pixels[i] & 0xff : grey(pixels, i);
      for (int c = 0; c < channels; c++) {
        int colour = (pixels[i + c] & 0xff) - grey;
        int value = grey + ((colour * saturation) >> FRACTION_BITS);
        int out = (value * gain + offset + ONE / 2) >> FRACTION_BITS;
        pixels[i + c] = (byte) Math.max(0, Math.min(255, out));
      }
    }
  }

  /** Luma of ITU-R BT.601. */
  private static int grey(byte[] rgb, int i) {
    return (299 * (rgb[i] & 0xff) + 587 * (rgb[i + 1] & 0xff) + 114 * (rgb[i + 2] & 0xff)) / 1000;
  }
}
