package org.dl4jzoo.data.image;

/**
 * What a file says about itself. Reading it also checks, in Java, that the file is complete and of
 * sane size: native decoders fill what is missing with grey, or ask for the memory that a forged
 * header names.
 *
 * @param format the format, from the contents
 * @param width columns as stored, before any EXIF rotation
 * @param height rows as stored
 * @param alpha whether pixels may be transparent
 */
public record ImageHeader(ImageFormat format, int width, int height, boolean alpha) {

  /** Images with more pixels are refused. */
  public static final long MAX_PIXELS = 100_000_000;

  /** Checks the size. */
  public ImageHeader {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("its header says %d×%d pixels".formatted(width, height));
    }
    if ((long) width * height > MAX_PIXELS) {
      throw new IllegalArgumentException(
          "its header says %d×%d pixels, more than the limit of %d million"
              .formatted(width, height, MAX_PIXELS / 1_000_000));
    }
  }

  /**
   * Reads and checks a whole file.
   *
   * @throws DamagedImageException if it is no image, cut off, damaged or too large
   */
  public static ImageHeader read(byte[] file) throws DamagedImageException {
    try {
      return switch (ImageFormat.of(file)) {
        case JPEG -> JpegStructure.read(file);
        case PNG -> PngStructure.read(file);
        case GIF -> GifStructure.read(file);
        case BMP -> BmpStructure.read(file);
      };
    } catch (IndexOutOfBoundsException e) {
      throw new DamagedImageException("it is cut off", e);
    } catch (IllegalArgumentException e) {
      throw new DamagedImageException(e.getMessage(), e);
    }
  }
}
