package org.dl4jzoo.zoo.net;

/** Size of the images a network takes: height and width in pixels, and channels. */
public record ImageShape(int height, int width, int channels) {

  /** Checks that every side is positive. */
  public ImageShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new InvalidModelException(
          "image height, width and channels must be at least 1; got %dx%dx%d"
              .formatted(height, width, channels));
    }
  }

  /** A square colour image. */
  public static ImageShape rgb(int size) {
    return new ImageShape(size, size, 3);
  }

  @Override
  public String toString() {
    return height + "x" + width + "x" + channels;
  }
}
