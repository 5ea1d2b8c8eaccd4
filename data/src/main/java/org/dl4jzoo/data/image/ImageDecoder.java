package org.dl4jzoo.data.image;

import org.bytedeco.opencv.opencv_core.Mat;
import org.datavec.image.loader.NativeImageLoader;
import org.dl4jzoo.data.image.file.DamagedImageException;
import org.dl4jzoo.data.image.file.EncodedImage;

/**
 * DataVec's image loader with its unsafe parts replaced. What a photo's pixels are is what {@link
 * NativeImageLoader} makes of it, but
 *
 * <ul>
 *   <li>the file is checked first and handed over whole: DataVec trusts a single read of a stream;
 *   <li>nothing falls through to Leptonica, whose conversion of palette images reads beyond its
 *       buffer and has taken the JVM down; {@link org.dl4jzoo.data.image.file} says what reads
 *       which format;
 *   <li>of 16 bits the upper 8 are taken, and transparency is composited on white instead of
 *       dropped;
 *   <li>every native matrix is freed when it is no longer used, not when the collector gets to it;
 *   <li>shrinking averages the pixels it merges, as Pillow does ({@link Bilinear}), where DataVec
 *       samples.
 * </ul>
 *
 * <p>Images are turned as their EXIF orientation says, CMYK becomes RGB, and colour profiles are
 * ignored, as DataVec and TensorFlow do. No state is changed after construction: one decoder serves
 * all threads.
 */
public final class ImageDecoder extends NativeImageLoader {

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
    return EncodedImage.of(file).decode(side);
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
