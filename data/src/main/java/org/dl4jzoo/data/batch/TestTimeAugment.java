package org.dl4jzoo.data.batch;

import java.util.Locale;
import org.dl4jzoo.data.image.FiveCrop;

/** Which views of an image a network answers in evaluation; its answers are averaged. */
public enum TestTimeAugment {
  /** The image as it is. */
  OFF(1, "the image as it is"),
  /** The image and its mirror image. */
  FLIP(2, "the image and its mirror image"),
  /** Corners and centre of the image at 256/224 of the network's size. */
  FIVE_CROP(FiveCrop.COUNT, "the four corners and the centre");

  private final int views;
  private final String text;

  TestTimeAugment(int views, String text) {
    this.views = views;
    this.text = text;
  }

  /** How many views an image has. */
  public int views() {
    return views;
  }

  /** Which they are, in a few words. */
  public String text() {
    return text;
  }

  /** The name as flags have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
