package org.dl4jzoo.data.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_ANYCOLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_ANYDEPTH;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.datavec.image.loader.NativeImageLoader;

/**
 * DataVec's image loader with its unsafe parts replaced. Decoding is the same call of OpenCV with
 * the same flags, so pixels are those of {@link NativeImageLoader}, but
 *
 * <ul>
 *   <li>the file is checked first and handed over whole: DataVec trusts a single read of a stream;
 *   <li>nothing falls through to Leptonica, whose conversion of palette images reads beyond its
 *       buffer and has taken the JVM down; GIF is decoded in Java instead, first frame only;
 *   <li>16 bits are scaled to 8, and transparency is composited on white instead of dropped;
 *   <li>every native matrix is freed when it is no longer used, not when the collector gets to it;
 *   <li>shrinking averages the pixels it merges, as Pillow does ({@link Bilinear}), where DataVec
 *       samples.
 * </ul>
 *
 * <p>JPEGs are turned as their EXIF orientation says, CMYK becomes RGB, and colour profiles are
 * ignored, as DataVec and TensorFlow do. No state is changed after construction: one decoder serves
 * all threads.
 */
public final class ImageDecoder extends NativeImageLoader {

  static {
    // Images are decoded in parallel; threads inside one resize would only fight with training.
    setNumThreads(1);
  }

  /**
   * Decodes a whole image.
   *
   * @param file the contents of an image file
   * @return 8-bit BGR or grey pixels; the caller closes them
   * @throws DamagedImageException if it cannot be decoded
   */
  public Mat decode(byte[] file) throws DamagedImageException {
    return decode(file, Integer.MAX_VALUE);
  }

  /**
   * Decodes an image that will be shrunk. A large JPEG is decoded at a half, quarter or eighth of
   * its size (libjpeg averages in the frequency domain), leaving at least twice the side asked for.
   *
   * @param file the contents of an image file
   * @param side the longer side that is wanted, in pixels
   * @return 8-bit BGR or grey pixels; the caller closes them
   * @throws DamagedImageException if it cannot be decoded
   */
  public Mat decode(byte[] file, int side) throws DamagedImageException {
    ImageHeader header = ImageHeader.read(file);
    try {
      if (header.format() == ImageFormat.GIF) {
        return GifFrame.decode(file);
      }
      return Opaque.onWhite(toEightBits(imdecodeChecked(file, flags(header, side))));
    } catch (IOException | RuntimeException e) {
      throw new DamagedImageException("its compressed data is damaged", e);
    }
  }

  private static Mat imdecodeChecked(byte[] file, int flags) throws DamagedImageException {
    try (BytePointer bytes = new BytePointer(file);
        Mat encoded = new Mat(1, file.length, CV_8UC1, bytes)) {
      Mat image = imdecode(encoded, flags);
      if (image.empty()) {
        image.close();
        throw new DamagedImageException("its compressed data is damaged");
      }
      return image;
    }
  }

  private static int flags(ImageHeader header, int side) {
    if (header.alpha()) {
      return IMREAD_UNCHANGED;
    }
    if (header.format() != ImageFormat.JPEG) {
      return IMREAD_ANYDEPTH | IMREAD_ANYCOLOR;
    }
    long times = Math.min(header.width(), header.height()) / (2L * side);
    if (times >= 8) {
      return IMREAD_REDUCED_COLOR_8;
    }
    if (times >= 4) {
      return IMREAD_REDUCED_COLOR_4;
    }
    if (times >= 2) {
      return IMREAD_REDUCED_COLOR_2;
    }
    return IMREAD_ANYDEPTH | IMREAD_ANYCOLOR;
  }

  /** Maps 0…65535 to 0…255; closes what it replaces. */
  private static Mat toEightBits(Mat image) {
    if (image.depth() == CV_8U) {
      return image;
    }
    try (image) {
      if (image.depth() != CV_16U) {
        throw new IllegalArgumentException("neither 8 nor 16 bits a channel");
      }
      Mat bytes = new Mat();
      image.convertTo(bytes, CV_8U, 1 / 257.0, 0);
      return bytes;
    }
  }

  /** Resizes as {@link Bilinear} does. Returns the same matrix if it has that size already. */
  @Override
  protected Mat scalingIfNeed(Mat image, long height, long width) {
    if (image.rows() == height && image.cols() == width) {
      return image;
    }
    Mat scaled = new Mat((int) height, (int) width, image.type());
    scaled.data().put(Bilinear.resized(image, Span.whole((int) height), Span.whole((int) width)));
    return scaled;
  }
}
