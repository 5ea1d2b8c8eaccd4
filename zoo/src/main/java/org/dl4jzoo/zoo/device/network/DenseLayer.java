package org.dl4jzoo.zoo.device.network;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.program.Value;

/** A fully connected layer with bias and activation on its input, flattened, channels last. */
public record DenseLayer(String layer, Value x, Value output, Activation activation)
    implements DeviceLayer {

  @Override
  public List<Value> inputs() {
    return List.of(x);
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
    return List.of();
  }

  private int in() {
    return Math.toIntExact(x.area() * x.channels());
  }

  /** Its weights are those of a convolution of a single pixel. */
  private ConvolutionShape shape(int batch) {
    return new ConvolutionShape(
        new FeatureMap(batch, 1, 1, in()), output.channels(), 1, 1, Insets.NONE, 1);
  }

  @Override
  public void forward(TrainingPass pass) {
    run(
        pass.device(),
        pass.batch(),
        pass.at(x),
        pass.weights(layer, shape(pass.batch())),
        pass.parameters().of(layer, Parameter.BIAS),
        pass.at(output));
  }

  private void run(Device device, int batch, long from, long weights, long bias, long y) {
    int out = output.channels();
    device.products().multiply(batch, in(), out, from, weights, y);
    device.elementwise().activate(batch, out, y, bias, 0, activation, y);
  }

  @Override
  public void backward(TrainingPass pass) {
    ParameterVectors vectors = pass.parameters();
    int out = output.channels();
    long dy = pass.gradient(output);
    if (activation != Activation.IDENTITY) {
      pass.device()
          .elementwise()
          .activateBack(pass.values(output), activation, pass.at(output), dy, dy, false);
    }
    long dbias = vectors.gradientOf(layer, Parameter.BIAS);
    pass.device().elementwise().sumRows(pass.batch(), out, dy, dbias);
    long dweights = vectors.gradientOf(layer, Parameter.WEIGHTS);
    pass.device().products().multiplyBackWeights(pass.batch(), in(), out, pass.at(x), dy, dweights);
    if (pass.hasGradient(x)) {
      TrainingPass.Target dx = pass.target(x);
      long weights = pass.weights(layer, shape(pass.batch()));
      pass.device()
          .products()
          .multiplyBackData(pass.batch(), in(), out, weights, dy, dx.address(), dx.add());
    }
  }

  @Override
  public void infer(InferencePass pass) {
    InferenceWeights.Folded folded =
        pass.weights().convolution(layer, shape(pass.batch()), OptionalDouble.empty());
    run(pass.device(), pass.batch(), pass.at(x), folded.weights(), folded.shift(), pass.at(output));
  }
}
