package org.dl4jzoo.data.preprocess;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.opencv.opencv_core.Mat;
import org.dl4jzoo.data.UnreadableImageException;
import org.dl4jzoo.data.image.FiveCrop;
import org.dl4jzoo.data.image.ImageDecoder;
import org.dl4jzoo.data.image.Pixels;
import org.dl4jzoo.data.image.file.DamagedImageException;

/**
 * Decodes one file to the network's shape with DataVec's loader on OpenCV; see {@link ImageDecoder}
 * for what is read and how, and {@link Pixels} for how it is resized. Safe for use by several
 * threads.
 */
public final class ImageLoader {

  /** Larger files are not read: no photo needs as much. */
  private static final long MAX_FILE_BYTES = 512L << 20;

  /** {@link Resize#CROP} keeps the middle 224 of 256 pixels, whatever the size. */
  private static final double CROP_ZOOM = 256 / 224.0;

  private final ImageDecoder decoder = new ImageDecoder();
  private final int height;
  private final int width;
  private final int channels;
  private final Resize resize;
  private final double zoom;
  private final int decodedSide;

  /** A loader for what the network sees in evaluation: to the bit what Pillow gives. */
  public ImageLoader(Preprocessing preprocessing) {
    this(
        preprocessing, preprocessing.height(), preprocessing.width(), CROP_ZOOM, Integer.MAX_VALUE);
  }

  /** Loads the native libraries, which the first loader does otherwise. */
  public static void loadLibraries() {
    new ImageDecoder();
  }

  private ImageLoader(
      Preprocessing preprocessing, int height, int width, double zoom, int decodedSide) {
    this.height = height;
    this.width = width;
    this.channels = preprocessing.channels();
    this.resize = preprocessing.resize();
    this.zoom = zoom;
    this.decodedSide = decodedSide;
  }

  /**
   * A loader for images that will be augmented: 256/224 of the network's size, so that cutting,
   * turning and shrinking again loses nothing. With {@link Resize#CROP} the middle of such an image
   * is the evaluation's image, but of large JPEGs, which are decoded at a fraction of their size
   * here: that is faster, and augmentation changes far more.
   */
  public static ImageLoader beforeAugmentation(Preprocessing preprocessing) {
    int height = (int) Math.round(preprocessing.height() * CROP_ZOOM);
    int width = (int) Math.round(preprocessing.width() * CROP_ZOOM);
    return new ImageLoader(preprocessing, height, width, 1, Math.max(height, width));
  }

  /** Rows of a loaded image. */
  public int height() {
    return height;
  }

  /** Columns of a loaded image. */
  public int width() {
    return width;
  }

  /** Bytes of a loaded image. */
  public int bytes() {
    return height * width * channels;
  }

  /** Everything that decides the pixels besides the file, as a name for cached images. */
  public String signature() {
    return "pillow2-%dx%dx%d-%s-%.0f"
        .formatted(height, width, channels, resize.name().toLowerCase(Locale.ROOT), 224 * zoom);
  }

  /**
   * Decodes and resizes.
   *
   * @return height · width · channels bytes, row by row, red first (whatever the scale's order is)
   * @throws UnreadableImageException if the file is missing, damaged, too large or no image
   */
  public byte[] load(Path file) {
    return decode(file, read(file));
  }

  /** As {@link #load}, of contents that were read already. */
  public byte[] decode(Path file, byte[] contents) {
    try (Mat image = decoder.decode(contents, decodedSide)) {
      return switch (resize) {
        case SQUASH -> Pixels.squash(image, height, width, channels);
        case CROP -> Pixels.crop(image, height, width, channels, zoom);
        case PAD -> Pixels.pad(image, height, width, channels);
      };
    } catch (DamagedImageException e) {
      throw new UnreadableImageException(file, e.getMessage(), e);
    }
  }

  /**
   * The four corners and the centre of an image at 256/224 of the network's size; see {@link
   * FiveCrop}.
   *
   * @return five times height · width · channels bytes
   * @throws UnreadableImageException as {@link #load}
   */
  public byte[] loadFiveCrop(Path file) {
    try (Mat image = decoder.decode(read(file))) {
      return switch (resize) {
        case SQUASH -> FiveCrop.squash(image, height, width, channels, CROP_ZOOM);
        case CROP -> FiveCrop.crop(image, height, width, channels, CROP_ZOOM);
        case PAD -> FiveCrop.pad(image, height, width, channels, CROP_ZOOM);
      };
    } catch (DamagedImageException e) {
      throw new UnreadableImageException(file, e.getMessage(), e);
    }
  }

  /** Reads a whole file; every failure becomes an {@link UnreadableImageException}. */
  public static byte[] read(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new UnreadableImageException(file, "it is a folder");
      }
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new UnreadableImageException(
            file, "it has more than %d MiB".formatted(MAX_FILE_BYTES >> 20));
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new UnreadableImageException(file, "there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new UnreadableImageException(file, "permission denied", e);
    } catch (IOException e) {
      throw new UnreadableImageException(file, e.getMessage(), e);
    }
  }
}
