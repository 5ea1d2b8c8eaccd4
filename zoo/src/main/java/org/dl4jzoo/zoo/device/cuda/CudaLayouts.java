package org.dl4jzoo.zoo.device.cuda;

import java.util.stream.LongStream;
import org.dl4jzoo.zoo.device.cuda.CudaKernels.Kernel;
import org.dl4jzoo.zoo.device.cuda.CudaKernels.Versions;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;

/** {@code layouts.cu} and {@code unfold.cu}: orders and types of weights and maps. */
final class CudaLayouts {

  private static final int TILE = 32;

  private final Kernel arrangeWeights;
  private final Kernel restoreWeights;
  private final Versions narrow;
  private final Versions widen;
  private final Versions pad;
  private final Versions crop;
  private final Kernel transpose;
  private final Versions unfold;
  private final Versions fold;

  CudaLayouts(CudaKernels kernels) {
    this.arrangeWeights = kernels.kernel("arrangeWeights");
    this.restoreWeights = kernels.kernel("restoreWeights");
    this.narrow = kernels.versions("narrow");
    this.widen = kernels.versions("widen");
    this.pad = kernels.versions("pad");
    this.crop = kernels.versions("crop");
    this.transpose = kernels.kernel("transpose");
    this.unfold = kernels.versions("unfold");
    this.fold = kernels.versions("fold");
  }

  /** Weights, float32, from [out, in, taps] to [out, taps, in], of the maps' type. */
  void arrange(long out, long in, long taps, long weights, long arranged) {
    long count = out * in * taps;
    arrangeWeights.each(count, count, in, taps, weights, arranged);
  }

  /** Gradients of weights, float32, from [out, taps, in] to [out, in, taps]. */
  void restore(long out, long in, long taps, long arranged, long weights) {
    long count = out * in * taps;
    restoreWeights.each(count, count, in, taps, arranged, weights);
  }

  /** Stores float32 values as a map. */
  void narrow(long values, long floats, long map) {
    int group = CudaKernels.group(values, floats, map);
    narrow.of(group).each(values / group, values / group, floats, map);
  }

  /** Stores a map's values as float32. */
  void widen(long values, long map, long floats) {
    int group = CudaKernels.group(values, map, floats);
    widen.of(group).each(values / group, values / group, map, floats);
  }

  /** Puts zeros around a map. */
  void pad(FeatureMap map, Insets insets, long x, long y) {
    int group = CudaKernels.group(map.channels(), x, y);
    FeatureMap around = around(map, insets);
    long count = around.length() / group;
    pad.of(group)
        .each(
            count,
            count,
            map.height(),
            map.width(),
            map.channels() / group,
            insets.top(),
            insets.left(),
            around.height(),
            around.width(),
            x,
            y);
  }

  /** Takes what {@link #pad} put around a map away again. */
  void crop(FeatureMap map, Insets insets, long x, long y, boolean add) {
    int group = CudaKernels.group(map.channels(), x, y);
    FeatureMap around = around(map, insets);
    long count = map.length() / group;
    crop.of(group)
        .each(
            count,
            count,
            map.height(),
            map.width(),
            map.channels() / group,
            insets.top(),
            insets.left(),
            around.height(),
            around.width(),
            x,
            y,
            CudaKernels.flag(add));
  }

  /** The map with what is put around it. */
  static FeatureMap around(FeatureMap map, Insets insets) {
    return new FeatureMap(
        map.batch(),
        map.height() + insets.top() + insets.bottom(),
        map.width() + insets.left() + insets.right(),
        map.channels());
  }

  /** A map from [N,H,W,C] to [N,C,H,W]. */
  void toPlanes(FeatureMap map, long x, long y) {
    transpose(map.batch(), map.height() * map.width(), map.channels(), x, y, false);
  }

  /** A map from [N,C,H,W] to [N,H,W,C]. */
  void fromPlanes(FeatureMap map, long x, long y, boolean add) {
    transpose(map.batch(), map.channels(), map.height() * map.width(), x, y, add);
  }

  /** Copies what lies under a kernel to a row for each pixel of the output. */
  void unfold(ConvolutionShape shape, long x, long rows) {
    int group = CudaKernels.group(shape.in().channels(), x, rows);
    FeatureMap out = shape.output();
    long taps = (long) shape.kernelSize() * shape.kernelSize();
    long count = out.batch() * out.height() * out.width() * taps * shape.in().channels() / group;
    unfold.of(group).each(count, sliding(shape, group, count, x, rows));
  }

  /** Sums up the gradients of the rows that each value of the input was copied to. */
  void fold(ConvolutionShape shape, long rows, long x, boolean add) {
    int group = CudaKernels.group(shape.in().channels(), rows, x);
    long count = shape.in().length() / group;
    fold.of(group).each(count, sliding(shape, group, count, rows, x, CudaKernels.flag(add)));
  }

  private static long[] sliding(ConvolutionShape shape, int group, long count, long... operands) {
    long[] arguments = DepthwiseConvolutions.sizes(shape, group, operands);
    return LongStream.concat(LongStream.of(count), LongStream.of(arguments)).toArray();
  }

  private void transpose(long batch, long rows, long columns, long x, long y, boolean add) {
    long tiles = (rows + TILE - 1) / TILE * ((columns + TILE - 1) / TILE);
    transpose.start(batch * tiles, 1, 1, rows, columns, x, y, CudaKernels.flag(add));
  }
}
