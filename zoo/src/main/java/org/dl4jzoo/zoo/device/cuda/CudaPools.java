package org.dl4jzoo.zoo.device.cuda;

import java.util.stream.LongStream;
import org.dl4jzoo.zoo.device.Pools;
import org.dl4jzoo.zoo.device.cuda.CudaKernels.Versions;
import org.dl4jzoo.zoo.layer.kernel.Bins;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.PoolingShape;

/** {@code pools.cu}. */
final class CudaPools implements Pools {

  /** Places that a mark, a byte, can tell apart. */
  private static final int MOST_PLACES = 256;

  private final Versions maxPool;
  private final Versions maxPoolBack;
  private final Versions meanPool;
  private final Versions meanPoolBack;
  private final Versions binMeans;
  private final Versions binMeansBack;

  CudaPools(CudaKernels kernels) {
    this.maxPool = kernels.versions("maxPool");
    this.maxPoolBack = kernels.versions("maxPoolBack");
    this.meanPool = kernels.versions("meanPool");
    this.meanPoolBack = kernels.versions("meanPoolBack");
    this.binMeans = kernels.versions("binMeans");
    this.binMeansBack = kernels.versions("binMeansBack");
  }

  @Override
  public void pool(PoolingShape shape, long x, long y, long marks) {
    if (marks != 0 && shape.kernelHeight() * shape.kernelWidth() > MOST_PLACES) {
      throw new IllegalArgumentException(
          "a window of at most %d pixels can be marked; got %d x %d"
              .formatted(MOST_PLACES, shape.kernelHeight(), shape.kernelWidth()));
    }
    if (shape.max()) {
      int group = CudaKernels.group(shape.in().channels(), x, y, marks);
      run(maxPool, shape, group, shape.output(), x, y, marks);
    } else {
      int group = CudaKernels.group(shape.in().channels(), x, y);
      run(meanPool, shape, group, shape.output(), x, y);
    }
  }

  @Override
  public void poolBack(PoolingShape shape, long marks, long dy, long dx, boolean add) {
    long adds = CudaKernels.flag(add);
    if (shape.max()) {
      int group = CudaKernels.group(shape.in().channels(), marks, dy, dx);
      run(maxPoolBack, shape, group, shape.in(), marks, dy, dx, adds);
    } else {
      int group = CudaKernels.group(shape.in().channels(), dy, dx);
      run(meanPoolBack, shape, group, shape.in(), dy, dx, adds);
    }
  }

  /** Starts a kernel that gives a map. */
  private static void run(
      Versions kernel, PoolingShape shape, int group, FeatureMap result, long... operands) {
    FeatureMap in = shape.in();
    FeatureMap out = shape.output();
    long count = result.length() / group;
    LongStream sizes =
        LongStream.of(
            count,
            in.height(),
            in.width(),
            in.channels() / group,
            out.height(),
            out.width(),
            shape.kernelHeight(),
            shape.kernelWidth(),
            shape.stride(),
            shape.padding().top(),
            shape.padding().left());
    kernel.of(group).each(count, LongStream.concat(sizes, LongStream.of(operands)).toArray());
  }

  @Override
  public void means(Bins bins, int batch, int channels, long x, long y) {
    int group = CudaKernels.group(channels, x, y);
    int columns = channels / group;
    long count = (long) batch * bins.rows() * bins.columns() * columns;
    binMeans
        .of(group)
        .each(
            count, count, bins.height(), bins.width(), columns, bins.rows(), bins.columns(), x, y);
  }

  @Override
  public void meansBack(Bins bins, int batch, int channels, long dy, long dx, boolean add) {
    int group = CudaKernels.group(channels, dy, dx);
    int columns = channels / group;
    long count = (long) batch * bins.height() * bins.width() * columns;
    binMeansBack
        .of(group)
        .each(
            count,
            count,
            bins.height(),
            bins.width(),
            columns,
            bins.rows(),
            bins.columns(),
            dy,
            dx,
            CudaKernels.flag(add));
  }
}
