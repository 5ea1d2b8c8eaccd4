package org.dl4jzoo.zoo.device.network;

import java.util.List;
import java.util.Optional;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.program.Value;

/**
 * Softmax, and in training cross-entropy after it.
 *
 * @param lossWeight what its loss counts
 */
public record SoftmaxLayer(Value x, Value output, double lossWeight) implements DeviceLayer {

  @Override
  public List<Value> inputs() {
    return List.of(x);
  }

  @Override
  public Optional<String> parameters() {
    return Optional.empty();
  }

  @Override
  public boolean readsInputs() {
    return true;
  }

  @Override
  public boolean readsOutput() {
    return false;
  }

  @Override
  public boolean endsInLoss() {
    return true;
  }

  @Override
  public Optional<Value> handsGradientTo() {
    return Optional.empty();
  }

  @Override
  public List<Long> kept(int batch, MapType maps) {
    return List.of();
  }

  @Override
  public void forward(TrainingPass pass) {
    // The loss and its gradient are computed from the logits.
  }

  @Override
  public void backward(TrainingPass pass) {
    TrainingPass.Target dx = pass.target(x);
    double weight = lossWeight * pass.lossScale();
    pass.device()
        .elementwise()
        .crossEntropyBack(
            pass.batch(), x.channels(), pass.at(x), pass.targets(), weight, dx.address());
  }

  @Override
  public void infer(InferencePass pass) {
    pass.device().elementwise().softmax(pass.batch(), x.channels(), pass.at(x), pass.at(output));
  }
}
