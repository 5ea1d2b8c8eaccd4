package org.dl4jzoo.zoo.device.network;

import java.util.List;
import java.util.Optional;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.program.Value;

/** The sum of two maps, and an activation. */
public record SumLayer(Value left, Value right, Value output, Activation activation)
    implements DeviceLayer {

  @Override
  public List<Value> inputs() {
    return List.of(left, right);
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
    return activation != Activation.IDENTITY;
  }

  @Override
  public boolean endsInLoss() {
    return false;
  }

  @Override
  public Optional<Value> handsGradientTo() {
    return Optional.of(left);
  }

  @Override
  public List<Long> kept(int batch, MapType maps) {
    return List.of();
  }

  @Override
  public void forward(TrainingPass pass) {
    add(pass.device(), pass.rows(output), pass.at(left), pass.at(right), pass.at(output));
  }

  private void add(Device device, long rows, long a, long b, long y) {
    device.elementwise().activate(rows, output.channels(), a, 0, b, activation, y);
  }

  /** The left input's gradient may lie where the output's does: it is written last. */
  @Override
  public void backward(TrainingPass pass) {
    long dy = pass.gradient(output);
    if (activation != Activation.IDENTITY) {
      pass.device()
          .elementwise()
          .activateBack(pass.values(output), activation, pass.at(output), dy, dy, false);
    }
    handOn(pass, right, dy);
    handOn(pass, left, dy);
  }

  private void handOn(TrainingPass pass, Value term, long dy) {
    if (pass.hasGradient(term)) {
      TrainingPass.Target to = pass.target(term);
      if (to.address() != dy) {
        int channels = term.channels();
        pass.device()
            .elementwise()
            .copy(pass.rows(term), channels, dy, channels, to.address(), channels, to.add());
      }
    }
  }

  @Override
  public void infer(InferencePass pass) {
    add(pass.device(), pass.rows(output), pass.at(left), pass.at(right), pass.at(output));
  }
}
