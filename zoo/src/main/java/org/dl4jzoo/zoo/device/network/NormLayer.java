package org.dl4jzoo.zoo.device.network;

import java.util.List;
import java.util.Optional;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.program.Value;

/** Batch norm and an activation. */
public record NormLayer(String layer, Value x, Value output, double eps, Activation activation)
    implements NormalizedLayer {

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

  /** The batch's mean and variance. */
  @Override
  public List<Long> kept(int batch, MapType maps) {
    long statistic = (long) Float.BYTES * output.channels();
    return List.of(statistic, statistic);
  }

  @Override
  public Optional<BatchNormCalls> norm(TrainingPass pass) {
    return Optional.of(calls(pass));
  }

  private BatchNormCalls calls(TrainingPass pass) {
    return new BatchNormCalls(
        pass,
        layer,
        eps,
        activation,
        pass.map(x),
        pass.at(x),
        pass.at(output),
        pass.kept(this, 0),
        pass.kept(this, 1));
  }

  @Override
  public void beforeNorm(TrainingPass pass) {
    // It is all there is.
  }

  @Override
  public TrainingPass.Target gradientOfNorm(TrainingPass pass) {
    return pass.hasGradient(x)
        ? pass.target(x)
        : new TrainingPass.Target(pass.gradient(output), false);
  }

  @Override
  public void behindNorm(TrainingPass pass) {
    // It is all there is.
  }

  @Override
  public void forward(TrainingPass pass) {
    calls(pass).forward();
  }

  @Override
  public void backward(TrainingPass pass) {
    calls(pass).backward(pass.gradient(output), gradientOfNorm(pass));
  }

  @Override
  public void infer(InferencePass pass) {
    pass.device()
        .norms()
        .normalize(
            pass.map(x), pass.at(x), pass.weights().norm(layer, eps), activation, pass.at(output));
  }
}
