package org.dl4jzoo.zoo.device.host;

import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.layer.kernel.PoolingShape;

/** Which pixels of a map lie under a kernel that slides over it. */
final class Windows {

  /** Where there is padding instead of a pixel. */
  static final int PADDING = -1;

  private final FeatureMap in;
  private final FeatureMap out;
  private final int kernelWidth;
  private final int taps;
  private final int stride;
  private final Insets padding;

  Windows(ConvolutionShape shape) {
    this(
        shape.in(),
        shape.output(),
        shape.kernelSize(),
        shape.kernelSize(),
        shape.stride(),
        shape.padding());
  }

  Windows(PoolingShape shape) {
    this(
        shape.in(),
        shape.output(),
        (int) shape.kernelHeight(),
        (int) shape.kernelWidth(),
        shape.stride(),
        shape.padding());
  }

  private Windows(
      FeatureMap in,
      FeatureMap out,
      int kernelHeight,
      int kernelWidth,
      int stride,
      Insets padding) {
    this.in = in;
    this.out = out;
    this.kernelWidth = kernelWidth;
    this.taps = kernelHeight * kernelWidth;
    this.stride = stride;
    this.padding = padding;
  }

  /** Places of a window, row by row. */
  int taps() {
    return taps;
  }

  /** Windows of an image, row by row. */
  int perImage() {
    return (int) (out.height() * out.width());
  }

  /** Windows of all images. */
  int count() {
    return Math.toIntExact(out.batch() * perImage());
  }

  /** Values of an image under the windows. */
  int imageLength() {
    return Math.toIntExact(in.height() * in.width() * in.channels());
  }

  /** Where in the map the first channel of a window's place is, or {@link #PADDING}. */
  int at(int window, int tap) {
    int image = window / perImage();
    int pixel = window % perImage();
    long y = pixel / out.width() * stride + tap / kernelWidth - padding.top();
    long x = pixel % out.width() * stride + tap % kernelWidth - padding.left();
    if (y < 0 || y >= in.height() || x < 0 || x >= in.width()) {
      return PADDING;
    }
    return Math.toIntExact(((image * in.height() + y) * in.width() + x) * in.channels());
  }
}
