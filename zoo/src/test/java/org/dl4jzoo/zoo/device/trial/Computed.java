package org.dl4jzoo.zoo.device.trial;

import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.device.network.DeviceInference;
import org.dl4jzoo.zoo.device.network.DeviceTraining;
import org.dl4jzoo.zoo.device.network.ParameterVectors;
import org.dl4jzoo.zoo.device.replica.Replicas;

/** What a device makes of a batch, copied from it. */
public final class Computed {

  private Computed() {}

  /** The gradient by all parameters, with the dropout of a seed. */
  static float[] gradient(Replicas training, Batch batch, long seed) {
    training.load(batch.size(), batch.images().address(), batch.targets().address());
    training.differentiate(seed);
    return gradient(training.first());
  }

  /** The gradient that a replica has. */
  public static float[] gradient(DeviceTraining replica) {
    ParameterVectors vectors = replica.vectors();
    float[] values = new float[Math.toIntExact(vectors.length())];
    try (FloatPointer host = new FloatPointer((long) values.length)) {
      replica.device().memory().download(vectors.gradients(), host.address(), vectors.bytes());
      host.get(values);
    }
    return values;
  }

  /** Probabilities, [N,classes], as many as there are targets. */
  static float[] output(DeviceInference inference, Batch batch) {
    float[] values = new float[Math.toIntExact(batch.targets().limit())];
    try (FloatPointer host = new FloatPointer((long) values.length)) {
      inference.load(batch.size(), batch.images().address());
      inference.compute();
      inference.output(host.address());
      host.get(values);
    }
    return values;
  }
}
