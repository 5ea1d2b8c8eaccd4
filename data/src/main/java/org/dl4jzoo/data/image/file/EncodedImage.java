package org.dl4jzoo.data.image.file;

import java.io.IOException;
import org.bytedeco.opencv.opencv_core.Mat;

/** An image file whose structure was found whole: its size, and the pixels a viewer would show. */
public final class EncodedImage {

  private final CheckedImage image;

  private EncodedImage(CheckedImage image) {
    this.image = image;
  }

  /**
   * Checks a file.
   *
   * @param file the contents of an image file
   * @throws DamagedImageException if it is no image, cut off, damaged or too large, as far as its
   *     structure tells
   */
  public static EncodedImage of(byte[] file) throws DamagedImageException {
    return new EncodedImage(checked(file));
  }

  /**
   * Decodes it: the first frame or page, upright, on white where it is transparent.
   *
   * @param side the longer side that is wanted, in pixels; a JPEG that has many times more is
   *     decoded at a fraction of its size
   * @return 8-bit BGR or grey pixels; the caller closes them
   * @throws DamagedImageException if its pixels are damaged, or take too much memory
   */
  public Mat decode(int side) throws DamagedImageException {
    ImageHeader header = image.header();
    try {
      return Upright.turned(Opaque.onWhite(image.decode(side)), header.orientation());
    } catch (DamagedImageException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new DamagedImageException("its compressed data is damaged", e);
    } catch (OutOfMemoryError e) {
      throw new DamagedImageException(
          "its %d×%d pixels take more memory than is free"
              .formatted(header.width(), header.height()),
          e);
    }
  }

  /**
   * How large an image is, upright.
   *
   * @param width columns, in pixels
   * @param height rows, in pixels
   */
  public record Size(int width, int height) {}

  /** The size of all its pixels, whatever size they would be decoded at. */
  public Size size() {
    ImageHeader header = image.header();
    return Upright.swapsSides(header.orientation())
        ? new Size(header.height(), header.width())
        : new Size(header.width(), header.height());
  }

  private static CheckedImage checked(byte[] file) throws DamagedImageException {
    try {
      return switch (ImageFormat.of(file)) {
        case JPEG -> new JpegImage(file);
        case PNG -> new PngImage(file);
        case GIF -> new GifImage(file);
        case BMP -> new BmpImage(file);
        case TIFF -> new TiffImage(file);
        case WEBP -> new WebpImage(file);
      };
    } catch (IndexOutOfBoundsException e) {
      throw new DamagedImageException("it is cut off", e);
    } catch (IllegalArgumentException e) {
      throw new DamagedImageException(e.getMessage(), e);
    }
  }
}
