package org.dl4jzoo.zoo.device.network;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.program.Value;

/** Maps side by side along their channels. */
public record JoinLayer(List<Value> inputs, Value output) implements DeviceLayer {

  /** Copies the list. */
  public JoinLayer {
    inputs = List.copyOf(inputs);
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
    join(pass.device(), pass.rows(output), pass::at);
  }

  private void join(Device device, long rows, ToLongFunction<Value> addresses) {
    long to = addresses.applyAsLong(output);
    for (Value part : inputs) {
      int channels = part.channels();
      long from = addresses.applyAsLong(part);
      device.elementwise().copy(rows, channels, from, channels, to, output.channels(), false);
      to += (long) device.maps().bytes() * channels;
    }
  }

  @Override
  public void backward(TrainingPass pass) {
    long dy = pass.gradient(output);
    for (Value part : inputs) {
      int channels = part.channels();
      if (pass.hasGradient(part)) {
        TrainingPass.Target dx = pass.target(part);
        pass.device()
            .elementwise()
            .copy(
                pass.rows(output),
                channels,
                dy,
                output.channels(),
                dx.address(),
                channels,
                dx.add());
      }
      dy += (long) pass.device().maps().bytes() * channels;
    }
  }

  @Override
  public void infer(InferencePass pass) {
    join(pass.device(), pass.rows(output), pass::at);
  }
}
