package org.dl4jzoo.zoo.layer.kernel;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/** Kernels that note how long they take. */
public final class TimedKernels implements Kernels {

  private final Kernels kernels;
  private final KernelTimes times;

  /** Times these kernels. */
  public TimedKernels(Kernels kernels, KernelTimes times) {
    this.kernels = kernels;
    this.times = times;
  }

  @Override
  public int block(ConvolutionShape ofImages) {
    return kernels.block(ofImages);
  }

  @Override
  public boolean keepsMarks() {
    return kernels.keepsMarks();
  }

  @Override
  public Convolution convolution(ConvolutionShape shape, Activation activation, boolean training) {
    Convolution convolution = kernels.convolution(shape, activation, training);
    return new TimedConvolution(convolution, shape.kind(), times);
  }

  @Override
  public InnerProduct innerProduct(
      InnerProductShape shape, Activation activation, boolean training) {
    return new TimedInnerProduct(kernels.innerProduct(shape, activation, training), times);
  }

  @Override
  public BatchNorm batchNorm(
      FeatureMap shape, double eps, Activation activation, boolean training) {
    return new TimedBatchNorm(kernels.batchNorm(shape, eps, activation, training), times);
  }

  @Override
  public Pooling pooling(PoolingShape shape, boolean training) {
    Pooling pooling = kernels.pooling(shape, training);
    return new Pooling() {
      @Override
      public void forward(INDArray x, INDArray y) {
        times.time("pooling, forward", () -> pooling.forward(x, y));
      }

      @Override
      public void backward(INDArray x, INDArray y, INDArray dy, INDArray dx) {
        times.time("pooling, backward", () -> pooling.backward(x, y, dy, dx));
      }
    };
  }

  @Override
  public ResponseNorm responseNorm(
      FeatureMap shape, int size, double k, double alpha, double beta) {
    ResponseNorm norm = kernels.responseNorm(shape, size, k, alpha, beta);
    return new ResponseNorm() {
      @Override
      public void forward(INDArray x, INDArray y) {
        times.time("response norm, forward", () -> norm.forward(x, y));
      }

      @Override
      public void backward(INDArray x, INDArray dy, INDArray dx) {
        times.time("response norm, backward", () -> norm.backward(x, dy, dx));
      }
    };
  }

  @Override
  public Elementwise elementwise(long length, Activation activation) {
    Elementwise elementwise = kernels.elementwise(length, activation);
    return new Elementwise() {
      @Override
      public void add(INDArray a, INDArray b, INDArray y) {
        times.time("add", () -> elementwise.add(a, b, y));
      }

      @Override
      public void forwardInPlace(INDArray y) {
        times.time("activation, forward", () -> elementwise.forwardInPlace(y));
      }

      @Override
      public void backward(INDArray y, INDArray dy, INDArray dx) {
        times.time("activation, backward", () -> elementwise.backward(y, dy, dx));
      }
    };
  }

  @Override
  public Channels channels(FeatureMap joined, long[] parts) {
    Channels channels = kernels.channels(joined, parts);
    return new Channels() {
      @Override
      public void put(INDArray part, int index, INDArray y) {
        times.time("concat, forward", () -> channels.put(part, index, y));
      }

      @Override
      public void part(INDArray y, int index, INDArray part) {
        times.time("concat, backward", () -> channels.part(y, index, part));
      }
    };
  }

  @Override
  public Optional<UpdateRule> updateRule(IUpdater updater) {
    return kernels
        .updateRule(updater)
        .map(
            rule ->
                (stretch, scale, learningRate, iteration) ->
                    times.time(
                        "optimiser", () -> rule.apply(stretch, scale, learningRate, iteration)));
  }

  @Override
  public ChannelBlocks channelBlocks(FeatureMap plain) {
    ChannelBlocks blocks = kernels.channelBlocks(plain);
    return new ChannelBlocks() {
      @Override
      public void toPlain(INDArray x, INDArray y) {
        times.time("end of blocks", () -> blocks.toPlain(x, y));
      }

      @Override
      public void toBlocks(INDArray y, INDArray x) {
        times.time("end of blocks", () -> blocks.toBlocks(y, x));
      }
    };
  }
}
