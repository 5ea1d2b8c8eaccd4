package org.dl4jzoo.zoo.device.network;

import java.util.List;
import java.util.Optional;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.layer.kernel.PoolingShape;
import org.dl4jzoo.zoo.program.Value;

/** Maximum or mean over windows; padding counts for neither. */
public record PoolLayer(
    Value x,
    Value output,
    boolean max,
    int kernelHeight,
    int kernelWidth,
    int stride,
    Insets padding)
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

  /** Where each maximum was. */
  @Override
  public List<Long> kept(int batch, MapType maps) {
    return max ? List.of(batch * output.area() * output.channels()) : List.of();
  }

  private PoolingShape shape(FeatureMap in) {
    return new PoolingShape(in, max, kernelHeight, kernelWidth, stride, padding);
  }

  private long marks(TrainingPass pass) {
    return max ? pass.kept(this, 0) : 0;
  }

  @Override
  public void forward(TrainingPass pass) {
    PoolingShape shape = shape(pass.map(x));
    pass.device().pools().pool(shape, pass.at(x), pass.at(output), marks(pass));
  }

  @Override
  public void backward(TrainingPass pass) {
    if (pass.hasGradient(x)) {
      TrainingPass.Target dx = pass.target(x);
      long dy = pass.gradient(output);
      pass.device().pools().poolBack(shape(pass.map(x)), marks(pass), dy, dx.address(), dx.add());
    }
  }

  @Override
  public void infer(InferencePass pass) {
    pass.device().pools().pool(shape(pass.map(x)), pass.at(x), pass.at(output), 0);
  }
}
