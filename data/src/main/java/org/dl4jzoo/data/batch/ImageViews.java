package org.dl4jzoo.data.batch;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SplittableRandom;
import org.dl4jzoo.data.Seeds;
import org.dl4jzoo.data.UnreadableImageException;
import org.dl4jzoo.data.file.ContentDigest;
import org.dl4jzoo.data.image.Augmenter;
import org.dl4jzoo.data.image.Pixels;
import org.dl4jzoo.data.preprocess.ImageLoader;
import org.dl4jzoo.data.preprocess.PixelScaler;
import org.dl4jzoo.data.preprocess.Preprocessing;

/**
 * A few fixed variations of each image: the same file always has the same ones, whatever other
 * images there are. View 0 is what the network sees in evaluation, view 1 its mirror image, the
 * others are drawn as an {@link Augmentation} draws. Safe for use by several threads.
 */
public final class ImageViews {

  private static final int FIRST_DRAWN = 2;

  private final Preprocessing preprocessing;
  private final Augmentation augmentation;
  private final ImageLoader plain;
  private final ImageLoader large;
  private final Augmenter augmenter;
  private final PixelScaler scaler;

  /** Views for a network's input. */
  public ImageViews(Preprocessing preprocessing, Augmentation augmentation) {
    this.preprocessing = preprocessing;
    this.augmentation = augmentation;
    this.plain = new ImageLoader(preprocessing);
    this.large = ImageLoader.beforeAugmentation(preprocessing);
    this.augmenter = augmentation.augmenter(large, preprocessing);
    this.scaler = new PixelScaler(preprocessing);
  }

  /** Shape and range of the images. */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** Everything that decides the values of a view besides the file, as part of a file's name. */
  public String signature() {
    return "%s-%s-%s"
        .formatted(
            plain.signature(),
            preprocessing.scale().name().toLowerCase(Locale.ROOT),
            augmentation.name().toLowerCase(Locale.ROOT));
  }

  /**
   * Reads an image file.
   *
   * @throws UnreadableImageException if it can't be read; it may still turn out not to be an image
   */
  public Source read(Path file) {
    return new Source(file, ImageLoader.read(file));
  }

  /** An image file's contents. */
  public final class Source {

    private final Path file;
    private final byte[] contents;
    private final String digest;

    private Source(Path file, byte[] contents) {
      this.file = file;
      this.contents = contents;
      this.digest = ContentDigest.of(contents);
    }

    /** SHA-256 of the contents, in hexadecimal. */
    public String digest() {
      return digest;
    }

    /**
     * Makes the first views.
     *
     * @param count how many
     * @param target receives height · width · channels floats a view
     * @param offset where the first view goes
     * @throws UnreadableImageException if the contents are damaged or no image
     */
    public void views(int count, FloatBuffer target, int offset) {
      byte[] pixels = plain.decode(file, contents);
      byte[] largePixels = count > FIRST_DRAWN ? large.decode(file, contents) : null;
      for (int view = 0; view < count; view++) {
        scaler.apply(view(view, pixels, largePixels), target, offset + view * pixels.length);
      }
    }

    private byte[] view(int view, byte[] pixels, byte[] largePixels) {
      return switch (view) {
        case 0 -> pixels;
        case 1 -> Pixels.mirrored(pixels, preprocessing.width(), preprocessing.channels());
        default -> augmenter.apply(largePixels, random(view));
      };
    }

    private SplittableRandom random(int view) {
      long seed = ByteBuffer.wrap(HexFormat.of().parseHex(digest)).getLong();
      return new SplittableRandom(Seeds.of(seed, view));
    }
  }
}
