package org.dl4jzoo.zoo.device.network;

import java.util.List;
import java.util.Optional;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.device.Norms;
import org.dl4jzoo.zoo.program.Value;

/** Local response normalisation over neighbouring channels. */
public record ResponseNormLayer(Value x, Value output, Norms.Response response)
    implements DeviceLayer {

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
    pass.device().norms().respond(pass.map(x), response, pass.at(x), pass.at(output));
  }

  @Override
  public void backward(TrainingPass pass) {
    if (pass.hasGradient(x)) {
      TrainingPass.Target dx = pass.target(x);
      long dy = pass.gradient(output);
      pass.device()
          .norms()
          .respondBack(pass.map(x), response, pass.at(x), dy, dx.address(), dx.add());
    }
  }

  @Override
  public void infer(InferencePass pass) {
    pass.device().norms().respond(pass.map(x), response, pass.at(x), pass.at(output));
  }
}
