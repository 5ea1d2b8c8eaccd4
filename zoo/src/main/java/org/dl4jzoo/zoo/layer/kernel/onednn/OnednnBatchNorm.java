package org.dl4jzoo.zoo.layer.kernel.onednn;

import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.memory;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.BatchNorm;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.RunningNorm;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation. ReLU is fused in both directions (oneDNN keeps a mask); any other activation
 * runs in place.
 */
final class OnednnBatchNorm implements BatchNorm {

  private final long images;
  private final long imageStride;
  private final long imageLength;
  private final memory x;
  private final memory y;
  private final memory dy;
  private final memory dx;
  private final memory gamma;
  private final memory beta;
  private final memory mean;
  private final memory variance;
  private final memory dgamma;
  private final memory dbeta;
  private final OnednnElementwise activation;
  private final boolean reluFused;
  private final Primitive forward;
  private final Primitive backward;

  OnednnBatchNorm(FeatureMap shape, double eps, Activation activation, boolean training) {
    this.images = shape.isPart() ? shape.batch() : 1;
    this.imageStride = shape.room() * shape.height() * shape.width();
    this.imageLength = shape.image().length();
    // oneDNN has only a reference kernel for images that lie apart; to copy them together first
    // makes inference of DenseNet-121 a tenth slower.
    memory.desc map = Onednn.desc(shape.isPart() ? shape.image() : shape);
    memory.desc channels = Onednn.vector(shape.channels());
    this.x = Onednn.view(map);
    this.y = Onednn.view(map);
    this.dy = Onednn.view(map);
    this.dx = Onednn.view(map);
    this.gamma = Onednn.view(channels);
    this.beta = Onednn.view(channels);
    this.mean = Onednn.view(channels);
    this.variance = Onednn.view(channels);
    this.dgamma = Onednn.view(channels);
    this.dbeta = Onednn.view(channels);
    this.reluFused = activation == Activation.RELU;
    this.activation =
        new OnednnElementwise(
            Onednn.desc(shape.within(shape.channels())),
            reluFused ? Activation.IDENTITY : activation);
    batch_normalization_forward.primitive_desc description =
        forwardDescription(map, (float) eps, training);
    memory mask = reluFused && training ? Onednn.owned(description.workspace_desc()) : null;
    this.forward = withMask(forward(description), mask);
    this.backward = training ? withMask(backward(map, (float) eps, description), mask) : null;
  }

  private int flags(boolean training) {
    return normalization_flags.use_scale.value
        | normalization_flags.use_shift.value
        | (reluFused ? normalization_flags.fuse_norm_relu.value : 0)
        | (training ? 0 : normalization_flags.use_global_stats.value);
  }

  private batch_normalization_forward.primitive_desc forwardDescription(
      memory.desc map, float eps, boolean training) {
    dnnl.prop_kind kind =
        training ? dnnl.prop_kind.forward_training : dnnl.prop_kind.forward_inference;
    return new batch_normalization_forward.primitive_desc(
        Onednn.ENGINE, kind.value, map, map, eps, flags(training), Onednn.attributes(), false);
  }

  private Primitive forward(batch_normalization_forward.primitive_desc description) {
    return new Primitive(new batch_normalization_forward(description), description)
        .with(dnnl.DNNL_ARG_SRC, x)
        .with(dnnl.DNNL_ARG_DST, y)
        .with(dnnl.DNNL_ARG_MEAN, mean)
        .with(dnnl.DNNL_ARG_VARIANCE, variance)
        .with(dnnl.DNNL_ARG_SCALE, gamma)
        .with(dnnl.DNNL_ARG_SHIFT, beta);
  }

  /** The shift is no argument here: its value does not enter any gradient. */
  private Primitive backward(
      memory.desc map, float eps, batch_normalization_forward.primitive_desc forwardDescription) {
    batch_normalization_backward.primitive_desc description =
        new batch_normalization_backward.primitive_desc(
            Onednn.ENGINE,
            dnnl.prop_kind.backward.value,
            map,
            map,
            map,
            eps,
            flags(true),
            forwardDescription,
            Onednn.attributes(),
            false);
    return new Primitive(new batch_normalization_backward(description), description)
        .with(dnnl.DNNL_ARG_SRC, x)
        .with(dnnl.DNNL_ARG_DIFF_DST, dy)
        .with(dnnl.DNNL_ARG_DIFF_SRC, dx)
        .with(dnnl.DNNL_ARG_MEAN, mean)
        .with(dnnl.DNNL_ARG_VARIANCE, variance)
        .with(dnnl.DNNL_ARG_SCALE, gamma)
        .with(dnnl.DNNL_ARG_DIFF_SCALE, dgamma)
        .with(dnnl.DNNL_ARG_DIFF_SHIFT, dbeta);
  }

  private static Primitive withMask(Primitive primitive, memory mask) {
    return mask == null ? primitive : primitive.with(dnnl.DNNL_ARG_WORKSPACE, mask);
  }

  @Override
  public void forward(
      INDArray input,
      INDArray scale,
      INDArray shift,
      INDArray batchMean,
      INDArray batchVariance,
      INDArray output) {
    bind(input, scale, batchMean, batchVariance);
    Onednn.bind(beta, shift);
    Onednn.bind(y, output);
    forward.run();
    activation.forwardInPlace(output);
  }

  @Override
  public void infer(INDArray input, RunningNorm norm, INDArray output) {
    if (images == 1) {
      forward(input, norm.gamma(), norm.beta(), norm.mean(), norm.variance(), output);
    } else {
      inferImages(input, norm, output);
    }
  }

  private void inferImages(INDArray input, RunningNorm norm, INDArray output) {
    Onednn.bind(gamma, norm.gamma());
    Onednn.bind(beta, norm.beta());
    Onednn.bind(mean, norm.mean());
    Onednn.bind(variance, norm.variance());
    for (long image = 0; image < images; image++) {
      Onednn.bindMap(x, input, image * imageStride);
      Onednn.bind(y, output, image * imageLength);
      forward.run();
    }
    activation.forwardInPlace(output);
  }

  @Override
  public void backward(
      INDArray input,
      INDArray output,
      INDArray outputGradient,
      INDArray scale,
      INDArray batchMean,
      INDArray batchVariance,
      INDArray scaleGradient,
      INDArray shiftGradient,
      INDArray inputGradient) {
    INDArray sumGradient = outputGradient;
    if (!activation.isIdentity()) {
      activation.backward(output, outputGradient, inputGradient);
      sumGradient = inputGradient;
    }
    bind(input, scale, batchMean, batchVariance);
    Onednn.bind(dy, sumGradient);
    Onednn.bind(dgamma, scaleGradient);
    Onednn.bind(dbeta, shiftGradient);
    Onednn.bind(dx, inputGradient);
    backward.run();
  }

  private void bind(INDArray input, INDArray scale, INDArray batchMean, INDArray batchVariance) {
    Onednn.bind(x, input);
    Onednn.bind(gamma, scale);
    Onednn.bind(mean, batchMean);
    Onednn.bind(variance, batchVariance);
  }
}
