package org.dl4jzoo.data.batch;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.dl4jzoo.data.image.Corrupter;
import org.dl4jzoo.data.image.Corruption;
import org.dl4jzoo.data.image.Pixels;
import org.dl4jzoo.data.preprocess.ImageLoader;
import org.dl4jzoo.data.preprocess.Preprocessing;

/**
 * What a network is shown of an image in evaluation: one view or several, each of the size of its
 * input. Safe for use by several threads.
 */
public final class InputViews {

  private final int count;
  private final Function<Path, byte[]> pixels;

  private InputViews(int count, Function<Path, byte[]> pixels) {
    this.count = count;
    this.pixels = pixels;
  }

  /**
   * Views whose answers are averaged.
   *
   * <ul>
   *   <li>{@code OFF}: the image as it is resized for the network.
   *   <li>{@code FLIP}: that, then the same with left and right exchanged.
   *   <li>{@code FIVE_CROP}: the image at 256/224 of the network's size, then top left, top right,
   *       bottom left, bottom right corner and centre, each of the network's size, as torchvision's
   *       Resize and FiveCrop. The larger image is made by the network's own rule: with {@code
   *       crop} the shorter side has that size and nothing is cut off before, so the centre is the
   *       view of {@code OFF}; with {@code squash} both sides have it; with {@code pad} the image
   *       is padded to it.
   * </ul>
   */
  public static InputViews of(TestTimeAugment augment, Preprocessing preprocessing) {
    ImageLoader loader = new ImageLoader(preprocessing);
    return switch (augment) {
      case OFF -> new InputViews(augment.views(), loader::load);
      case FLIP ->
          new InputViews(
              augment.views(), file -> withMirrorImage(loader.load(file), preprocessing));
      case FIVE_CROP -> new InputViews(augment.views(), loader::loadFiveCrop);
    };
  }

  /** One view: the image resized for the network, then changed. */
  public static InputViews of(Corruption corruption, Preprocessing preprocessing) {
    ImageLoader loader = new ImageLoader(preprocessing);
    Corrupter corrupter =
        new Corrupter(preprocessing.height(), preprocessing.width(), preprocessing.channels());
    return new InputViews(1, file -> corrupter.apply(loader.load(file), corruption));
  }

  private static byte[] withMirrorImage(byte[] image, Preprocessing preprocessing) {
    byte[] both = Arrays.copyOf(image, 2 * image.length);
    byte[] mirrored = Pixels.mirrored(image, preprocessing.width(), preprocessing.channels());
    System.arraycopy(mirrored, 0, both, image.length, image.length);
    return both;
  }

  /** How many views an image has. */
  public int count() {
    return count;
  }

  /**
   * The views of an image, one after another.
   *
   * @return count · height · width · channels bytes, red first
   * @throws org.dl4jzoo.data.UnreadableImageException if it can't be read
   */
  byte[] pixels(Path file) {
    return pixels.apply(file);
  }
}
