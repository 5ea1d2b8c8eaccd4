package org.dl4jzoo.zoo.device.network;

import java.util.List;
import java.util.Optional;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.program.Value;

/** A layer of a network on a device: values in, one value out. No answer has a default. */
public interface DeviceLayer {

  /** What it reads. */
  List<Value> inputs();

  /** What it writes. */
  Value output();

  /** The name of the layer whose parameters it has; empty if it has none. */
  Optional<String> parameters();

  /** Whether its backward pass reads its inputs. */
  boolean readsInputs();

  /** Whether its backward pass reads its output. */
  boolean readsOutput();

  /** Whether a loss is computed from its input, where the backward pass begins. */
  boolean endsInLoss();

  /** The input whose gradient is that of the output, and may lie where that lies. */
  Optional<Value> handsGradientTo();

  /** Bytes of each array that it keeps from its forward to its backward pass. */
  List<Long> kept(int batch, MapType maps);

  /** Training. */
  void forward(TrainingPass pass);

  /** The gradients of its parameters and inputs, from that of its output. */
  void backward(TrainingPass pass);

  /** Inference. */
  void infer(InferencePass pass);
}
