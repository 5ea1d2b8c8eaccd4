package org.dl4jzoo.data.image;

/**
 * A change that leaves what an image shows: a network that has learned the right thing answers the
 * same. Each acts on the network's input, after resizing and cropping, as in ImageNet-C (Hendrycks
 * and Dietterich 2019), so that it is as strong for a large image as for a small one.
 */
public enum Corruption {
  /** Left and right exchanged. */
  FLIP("mirrored"),
  /** Gaussian blur with a sigma of 2 pixels where the shorter side has 224, in proportion else. */
  BLUR("blurred, sigma 2 pixels of 224"),
  /** Saved as JPEG with quality 20, colours at half size, and read again. */
  JPEG("JPEG of quality 20"),
  /** Every value times 1.3, at most 255. */
  BRIGHTER("30 % brighter"),
  /** Every value times 0.7. */
  DARKER("30 % darker"),
  /** Turned by 15° against the clock about its centre; what comes into view is black. */
  ROTATION("turned by 15°");

  private final String text;

  Corruption(String text) {
    this.text = text;
  }

  /** What is done, in a few words. */
  public String text() {
    return text;
  }
}
