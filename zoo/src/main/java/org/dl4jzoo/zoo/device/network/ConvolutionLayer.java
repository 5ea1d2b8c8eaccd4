package org.dl4jzoo.zoo.device.network;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.program.Value;

/**
 * A convolution with bias, batch norm and activation, each if it has one, and in inference another
 * term before the activation.
 *
 * @param layer whose parameters it has
 * @param term what inference adds; empty for nothing
 * @param eps epsilon of the batch norm; empty for none
 */
public record ConvolutionLayer(
    String layer,
    Value x,
    Optional<Value> term,
    Value output,
    int kernelSize,
    int stride,
    Insets padding,
    int groups,
    OptionalDouble eps,
    Activation activation)
    implements NormalizedLayer {

  /** What is kept: the sum before the norm, the batch's mean and its variance. */
  private static final int SUM = 0;

  private static final int MEAN = 1;
  private static final int VARIANCE = 2;

  @Override
  public List<Value> inputs() {
    return term.map(value -> List.of(x, value)).orElseGet(() -> List.of(x));
  }

  @Override
  public Optional<String> parameters() {
    return Optional.of(layer);
  }

  @Override
  public boolean readsInputs() {
    return true;
  }

  @Override
  public boolean readsOutput() {
    return activation != Activation.IDENTITY;
  }

  @Override
  public boolean endsInLoss() {
    return false;
  }

  @Override
  public Optional<Value> handsGradientTo() {
    return Optional.empty();
  }

  @Override
  public List<Long> kept(int batch, MapType maps) {
    if (eps.isEmpty()) {
      return List.of();
    }
    long channels = output.channels();
    long statistic = Float.BYTES * channels;
    return List.of(batch * output.area() * channels * maps.bytes(), statistic, statistic);
  }

  private ConvolutionShape shape(FeatureMap in) {
    return new ConvolutionShape(in, output.channels(), kernelSize, stride, padding, groups);
  }

  @Override
  public void forward(TrainingPass pass) {
    beforeNorm(pass);
    norm(pass).ifPresent(BatchNormCalls::forward);
  }

  @Override
  public void beforeNorm(TrainingPass pass) {
    ConvolutionShape shape = shape(pass.map(x));
    boolean normalized = eps.isPresent();
    long sum = normalized ? pass.kept(this, SUM) : pass.at(output);
    pass.device().products().convolve(shape, pass.at(x), pass.weights(layer, shape), sum);
    long bias = pass.parameters().of(layer, Parameter.BIAS);
    Activation next = normalized ? Activation.IDENTITY : activation;
    if (bias != 0 || next != Activation.IDENTITY) {
      pass.device()
          .elementwise()
          .activate(pass.rows(output), output.channels(), sum, bias, 0, next, sum);
    }
  }

  @Override
  public Optional<BatchNormCalls> norm(TrainingPass pass) {
    return eps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new BatchNormCalls(
                pass,
                layer,
                eps.getAsDouble(),
                activation,
                pass.map(output),
                pass.kept(this, SUM),
                pass.at(output),
                pass.kept(this, MEAN),
                pass.kept(this, VARIANCE)));
  }

  @Override
  public void backward(TrainingPass pass) {
    norm(pass).ifPresent(norm -> norm.backward(pass.gradient(output), gradientOfNorm(pass)));
    behindNorm(pass);
  }

  /** The gradient of the output becomes that of the convolution's sum, in its place. */
  @Override
  public TrainingPass.Target gradientOfNorm(TrainingPass pass) {
    return new TrainingPass.Target(pass.gradient(output), false);
  }

  @Override
  public void behindNorm(TrainingPass pass) {
    ConvolutionShape shape = shape(pass.map(x));
    long dsum = pass.gradient(output);
    if (eps.isEmpty() && activation != Activation.IDENTITY) {
      long y = pass.at(output);
      pass.device()
          .elementwise()
          .activateBack(pass.values(output), activation, y, dsum, dsum, false);
    }
    if (pass.parameters().has(layer, Parameter.BIAS)) {
      long dbias = pass.parameters().gradientOf(layer, Parameter.BIAS);
      pass.device().elementwise().sumRows(pass.rows(output), output.channels(), dsum, dbias);
    }
    pass.parameters().convolveBackWeights(layer, shape, pass.at(x), dsum);
    if (pass.hasGradient(x)) {
      TrainingPass.Target dx = pass.target(x);
      long weights = pass.weights(layer, shape);
      pass.device().products().convolveBackData(shape, weights, dsum, dx.address(), dx.add());
    }
  }

  @Override
  public void infer(InferencePass pass) {
    ConvolutionShape shape = shape(pass.map(x));
    InferenceWeights.Folded folded = pass.weights().convolution(layer, shape, eps);
    pass.device()
        .products()
        .convolve(
            shape,
            pass.at(x),
            folded.weights(),
            folded.shift(),
            term.map(pass::at).orElse(0L),
            activation,
            pass.at(output));
  }
}
