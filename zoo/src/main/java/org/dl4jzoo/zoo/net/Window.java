package org.dl4jzoo.zoo.net;

import org.dl4jzoo.zoo.layer.kernel.Insets;

/**
 * The window of a pooling, as an author writes it: {@code Window.of(3).stride(2).ceil()}.
 *
 * @param kernel height and width
 * @param stride stride in both directions
 * @param padding pixels on each side
 * @param roundUp whether a last, partial window counts, as in Caffe
 */
public record Window(int kernel, int stride, int padding, boolean roundUp) {

  /** A window that moves by its own size. */
  public static Window of(int kernel) {
    return new Window(kernel, kernel, 0, false);
  }

  /** With a stride. */
  public Window stride(int pixels) {
    return new Window(kernel, pixels, padding, roundUp);
  }

  /** With padding on each side. */
  public Window padding(int pixels) {
    return new Window(kernel, stride, pixels, roundUp);
  }

  /** With a last, partial window where the input isn't covered. */
  public Window ceil() {
    return new Window(kernel, stride, padding, true);
  }

  /** The padding, larger at the bottom and right where a partial window counts. */
  Insets insets(ImageShape in) {
    return new Insets(padding, end(in.height()), padding, end(in.width()));
  }

  private int end(int length) {
    if (!roundUp) {
      return padding;
    }
    int windows = -Math.floorDiv(kernel - length - 2 * padding, stride) + 1;
    if ((windows - 1) * stride >= length + padding) {
      windows--;
    }
    return Math.max(0, (windows - 1) * stride + kernel - length - padding);
  }
}
