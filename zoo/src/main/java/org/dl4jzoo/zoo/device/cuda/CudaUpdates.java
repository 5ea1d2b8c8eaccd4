package org.dl4jzoo.zoo.device.cuda;

import org.dl4jzoo.zoo.device.Updates;
import org.dl4jzoo.zoo.device.cuda.CudaKernels.Kernel;
import org.dl4jzoo.zoo.device.cuda.CudaKernels.Versions;

/** {@code updates.cu}. */
final class CudaUpdates implements Updates {

  /** Blocks that each write a sum of squares. */
  private static final int BLOCKS = 512;

  private final Versions adam;
  private final Versions nesterov;
  private final Versions rmsProp;
  private final Versions scale;
  private final Versions subtract;
  private final Versions follow;
  private final Kernel statisticsStep;
  private final Kernel squares;

  CudaUpdates(CudaKernels kernels) {
    this.adam = kernels.versions("adam");
    this.nesterov = kernels.versions("nesterov");
    this.rmsProp = kernels.versions("rmsProp");
    this.scale = kernels.versions("scale");
    this.subtract = kernels.versions("subtract");
    this.follow = kernels.versions("follow");
    this.statisticsStep = kernels.kernel("statisticsStep");
    this.squares = kernels.kernel("squares");
  }

  private static long bits(double value) {
    return CudaKernels.bits(value);
  }

  @Override
  public void adam(long values, Step step, Adam adam, int count, long p, long g, long m, long v) {
    double alpha =
        step.rate()
            * Math.sqrt(1 - Math.pow(adam.beta2(), count))
            / (1 - Math.pow(adam.beta1(), count));
    int group = CudaKernels.group(values, p, g, m, v);
    long groups = values / group;
    this.adam
        .of(group)
        .each(
            groups,
            groups,
            bits(step.gradientScale()),
            bits(step.l2()),
            bits(step.rate() * step.decoupledDecay()),
            bits(adam.beta1()),
            bits(adam.beta2()),
            bits(1 - adam.beta1()),
            bits(1 - adam.beta2()),
            bits(alpha),
            bits(adam.eps()),
            p,
            g,
            m,
            v);
  }

  @Override
  public void nesterov(long values, Step step, double momentum, long p, long g, long v) {
    int group = CudaKernels.group(values, p, g, v);
    long groups = values / group;
    nesterov
        .of(group)
        .each(
            groups,
            groups,
            bits(step.gradientScale()),
            bits(step.l2()),
            bits(step.rate() * step.decoupledDecay()),
            bits(step.rate()),
            bits(momentum),
            p,
            g,
            v);
  }

  @Override
  public void rmsProp(long values, Step step, double decay, double eps, long p, long g, long s) {
    int group = CudaKernels.group(values, p, g, s);
    long groups = values / group;
    rmsProp
        .of(group)
        .each(
            groups,
            groups,
            bits(step.gradientScale()),
            bits(step.l2()),
            bits(step.rate() * step.decoupledDecay()),
            bits(step.rate()),
            bits(decay),
            bits(1 - decay),
            bits(eps),
            p,
            g,
            s);
  }

  @Override
  public void scale(long values, double factor, long x) {
    int group = CudaKernels.group(values, x);
    long groups = values / group;
    scale.of(group).each(groups, groups, bits(factor), x);
  }

  @Override
  public void subtract(long values, double factor, long p, long g) {
    int group = CudaKernels.group(values, p, g);
    long groups = values / group;
    subtract.of(group).each(groups, groups, bits(factor), p, g);
  }

  @Override
  public void statisticsStep(
      int channels, double share, long running, long ofBatch, long step, boolean add) {
    long adds = CudaKernels.flag(add);
    statisticsStep.each(channels, channels, bits(share), running, ofBatch, step, adds);
  }

  @Override
  public void follow(long values, double kept, long p, long average) {
    int group = CudaKernels.group(values, p, average);
    long groups = values / group;
    follow.of(group).each(groups, groups, bits(kept), bits(1 - kept), p, average);
  }

  @Override
  public void squares(long values, long x, long sums) {
    squares.start(BLOCKS, 1, 1, values, x, sums);
  }

  @Override
  public int partialSums() {
    return BLOCKS;
  }
}
