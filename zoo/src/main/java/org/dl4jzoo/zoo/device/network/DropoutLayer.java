package org.dl4jzoo.zoo.device.network;

import java.util.List;
import java.util.Optional;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.program.Value;

/** Sets values to 0 with this probability in training. */
public record DropoutLayer(Value x, Value output, double probability) implements DeviceLayer {

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
    return false;
  }

  @Override
  public boolean readsOutput() {
    return false;
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

  @Override
  public void forward(TrainingPass pass) {
    drop(pass, pass.at(x), pass.at(output), false);
  }

  private void drop(TrainingPass pass, long from, long to, boolean add) {
    long layer = output.name().hashCode();
    pass.device()
        .elementwise()
        .drop(pass.values(x), probability, pass.seed(), layer, pass.first(x), from, to, add);
  }

  @Override
  public void backward(TrainingPass pass) {
    if (pass.hasGradient(x)) {
      TrainingPass.Target dx = pass.target(x);
      drop(pass, pass.gradient(output), dx.address(), dx.add());
    }
  }

  @Override
  public void infer(InferencePass pass) {
    throw new IllegalStateException("a simplified program has none: " + this);
  }
}
