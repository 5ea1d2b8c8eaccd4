package org.dl4jzoo.zoo.device.network;

import java.util.List;
import java.util.Optional;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.program.Value;

/** Batch norm and an activation. */
public record NormLayer(String layer, Value x, Value output, double eps, Activation activation)
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

  /** The batch's mean and variance. */
  @Override
  public List<Long> kept(int batch) {
    long statistic = (long) Float.BYTES * output.channels();
    return List.of(statistic, statistic);
  }

  private BatchNormCalls norm(TrainingPass pass) {
    return new BatchNormCalls(layer, eps, activation, pass.kept(this, 0), pass.kept(this, 1));
  }

  @Override
  public void forward(TrainingPass pass) {
    norm(pass).forward(pass, pass.map(x), pass.at(x), pass.at(output));
  }

  @Override
  public void backward(TrainingPass pass) {
    long dy = pass.gradient(output);
    TrainingPass.Target dx =
        pass.hasGradient(x) ? pass.target(x) : new TrainingPass.Target(dy, false);
    norm(pass).backward(pass, pass.map(x), pass.at(x), pass.at(output), dy, dx);
  }

  @Override
  public void infer(InferencePass pass) {
    pass.device()
        .norms()
        .normalize(
            pass.map(x), pass.at(x), pass.weights().norm(layer, eps), activation, pass.at(output));
  }
}
