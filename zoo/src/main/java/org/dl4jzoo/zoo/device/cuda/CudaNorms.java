package org.dl4jzoo.zoo.device.cuda;

import org.dl4jzoo.zoo.device.Norms;
import org.dl4jzoo.zoo.device.cuda.CudaKernels.Kernel;
import org.dl4jzoo.zoo.device.cuda.CudaKernels.Versions;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;

/** {@code norms.cu} and {@code responses.cu}. */
final class CudaNorms implements Norms {

  private final CudaKernels kernels;
  private final ColumnSums sums;
  private final Versions momentsOfChunk;
  private final Versions normalize;
  private final Versions normalizeBackSums;
  private final Versions normalizeBack;
  private final Kernel joinStatistics;
  private final Kernel respond;
  private final Kernel respondBack;

  CudaNorms(CudaKernels kernels, ColumnSums sums) {
    this.kernels = kernels;
    this.sums = sums;
    this.momentsOfChunk = kernels.versions("momentsOfChunk");
    this.normalize = kernels.versions("normalize");
    this.normalizeBackSums = kernels.versions("normalizeBackSums");
    this.normalizeBack = kernels.versions("normalizeBack");
    this.joinStatistics = kernels.kernel("joinStatistics");
    this.respond = kernels.kernel("respond");
    this.respondBack = kernels.kernel("respondBack");
  }

  private static long rows(FeatureMap map) {
    return map.batch() * map.height() * map.width();
  }

  private ColumnGrid grid(FeatureMap map, int group) {
    int columns = (int) map.channels() / group;
    return ColumnGrid.of(rows(map), columns, kernels.busy());
  }

  @Override
  public void statistics(FeatureMap map, long x, Parameters norm) {
    int channels = (int) map.channels();
    int group = CudaKernels.group(channels, x);
    ColumnGrid grid = grid(map, group);
    int chunks = grid.chunks();
    long partials = sums.partials(chunks, 2L * channels);
    momentsOfChunk
        .of(group)
        .start(grid.across(), chunks, 1, grid.rows(), grid.columns(), grid.lanes(), x, partials);
    sums.joinMoments(grid.rows(), chunks, channels, partials, norm.mean(), norm.variance());
  }

  @Override
  public void join(int channels, double share, long mean, long variance, Parameters norm) {
    long bits = CudaKernels.bits(share);
    joinStatistics.each(channels, channels, bits, mean, variance, norm.mean(), norm.variance());
  }

  private static int group(FeatureMap map, Parameters norm, long... addresses) {
    int ofNorm =
        CudaKernels.group(map.channels(), norm.gamma(), norm.beta(), norm.mean(), norm.variance());
    return Math.min(ofNorm, CudaKernels.group(map.channels(), addresses));
  }

  @Override
  public void normalize(FeatureMap map, long x, Parameters norm, Activation activation, long y) {
    int group = group(map, norm, x, y);
    ColumnGrid grid = grid(map, group);
    normalize
        .of(group)
        .start(
            grid.across(),
            grid.down(),
            1,
            grid.rows(),
            grid.columns(),
            grid.lanes(),
            x,
            norm.gamma(),
            norm.beta(),
            norm.mean(),
            norm.variance(),
            CudaKernels.bits(norm.eps()),
            CudaElementwise.number(activation),
            y);
  }

  @Override
  public void normalizeBack(
      FeatureMap map,
      long x,
      long y,
      long dy,
      Parameters norm,
      Activation activation,
      double share,
      long dgamma,
      long dbeta,
      long dx,
      boolean add) {
    int group = group(map, norm, x, dy, dgamma, dbeta, dx);
    ColumnGrid grid = grid(map, group);
    normalizeBack
        .of(group)
        .start(
            grid.across(),
            grid.down(),
            1,
            grid.rows(),
            grid.columns(),
            grid.lanes(),
            x,
            dy,
            norm.gamma(),
            norm.beta(),
            norm.mean(),
            norm.variance(),
            CudaKernels.bits(norm.eps()),
            CudaElementwise.number(activation),
            CudaKernels.bits(share),
            dgamma,
            dbeta,
            dx,
            CudaKernels.flag(add));
  }

  @Override
  public void parameterGradients(
      FeatureMap map,
      long x,
      long y,
      long dy,
      Parameters norm,
      Activation activation,
      long dgamma,
      long dbeta) {
    int channels = (int) map.channels();
    int group = group(map, norm, x, dy);
    ColumnGrid grid = grid(map, group);
    int chunks = grid.chunks();
    long partials = sums.partials(chunks, 2L * channels);
    normalizeBackSums
        .of(group)
        .start(
            grid.across(),
            chunks,
            1,
            grid.rows(),
            grid.columns(),
            grid.lanes(),
            x,
            dy,
            norm.gamma(),
            norm.beta(),
            norm.mean(),
            norm.variance(),
            CudaKernels.bits(norm.eps()),
            CudaElementwise.number(activation),
            partials);
    sums.sumPairs(chunks, channels, partials, dbeta, dgamma);
  }

  @Override
  public void respond(FeatureMap map, Response response, long x, long y) {
    respond.each(
        map.length(),
        map.length(),
        map.channels(),
        before(response),
        after(response),
        CudaKernels.bits(response.k()),
        CudaKernels.bits(response.alpha() / response.size()),
        CudaKernels.bits(response.beta()),
        x,
        y);
  }

  @Override
  public void respondBack(
      FeatureMap map, Response response, long x, long dy, long dx, boolean add) {
    respondBack.each(
        map.length(),
        map.length(),
        map.channels(),
        before(response),
        after(response),
        CudaKernels.bits(response.k()),
        CudaKernels.bits(response.alpha() / response.size()),
        CudaKernels.bits(response.beta()),
        x,
        dy,
        dx,
        CudaKernels.flag(add));
  }

  /** Neighbours below a channel; an even size has one more of them than above, as PyTorch's. */
  private static int before(Response response) {
    return response.size() / 2;
  }

  private static int after(Response response) {
    return (response.size() - 1) / 2;
  }
}
