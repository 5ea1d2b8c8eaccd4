package org.dl4jzoo.zoo.device.network;

import java.util.List;
import java.util.Optional;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.layer.kernel.Bins;
import org.dl4jzoo.zoo.program.Value;

/** The means of bins, as many as the output has pixels. */
public record MeansLayer(Value x, Value output) implements DeviceLayer {

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

  private Bins bins() {
    return new Bins(x.height(), x.width(), output.height(), output.width());
  }

  @Override
  public void forward(TrainingPass pass) {
    pass.device().pools().means(bins(), pass.batch(), x.channels(), pass.at(x), pass.at(output));
  }

  @Override
  public void backward(TrainingPass pass) {
    if (pass.hasGradient(x)) {
      TrainingPass.Target dx = pass.target(x);
      long dy = pass.gradient(output);
      pass.device()
          .pools()
          .meansBack(bins(), pass.batch(), x.channels(), dy, dx.address(), dx.add());
    }
  }

  @Override
  public void infer(InferencePass pass) {
    pass.device().pools().means(bins(), pass.batch(), x.channels(), pass.at(x), pass.at(output));
  }
}
