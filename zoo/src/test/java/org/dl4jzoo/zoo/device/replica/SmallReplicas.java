package org.dl4jzoo.zoo.device.replica;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.network.ConvolutionLayer;
import org.dl4jzoo.zoo.device.network.DenseLayer;
import org.dl4jzoo.zoo.device.network.DeviceLayer;
import org.dl4jzoo.zoo.device.network.DeviceTraining;
import org.dl4jzoo.zoo.device.network.MeansLayer;
import org.dl4jzoo.zoo.device.network.NormTraining;
import org.dl4jzoo.zoo.device.network.Parameter;
import org.dl4jzoo.zoo.device.network.ParameterTable;
import org.dl4jzoo.zoo.device.network.SoftmaxLayer;
import org.dl4jzoo.zoo.device.trial.Computed;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.Insets;
import org.dl4jzoo.zoo.program.Value;

/**
 * Replicas of a convolution with batch norm, the mean of its maps and two classes. The vector of
 * parameters has weights, gamma, beta, mean and variance of the first, and weights and biases of
 * the classes.
 */
public final class SmallReplicas implements AutoCloseable {

  private static final double DECAY = 0.9;

  private final Replicas replicas;

  /**
   * Replicas that begin with the same parameters.
   *
   * @param size of the images in pixels
   * @param channels of the images
   * @param out channels of the convolution
   */
  public SmallReplicas(
      List<Device> devices,
      boolean syncNorm,
      int size,
      int channels,
      int out,
      Activation activation,
      float... parameters) {
    Value image = new Value("image", size, size, channels, false);
    Value maps = new Value("maps", size, size, out, false);
    Value means = new Value("means", 1, 1, out, false);
    Value logits = Value.vector("logits", 2);
    int kernel = size == 1 ? 1 : 3;
    List<DeviceLayer> layers =
        List.of(
            new ConvolutionLayer(
                "conv",
                image,
                Optional.empty(),
                maps,
                kernel,
                1,
                Insets.all(kernel / 2),
                1,
                OptionalDouble.of(0),
                activation),
            new MeansLayer(maps, means),
            new DenseLayer("fc", means, logits, Activation.IDENTITY),
            new SoftmaxLayer(logits, Value.vector("shares", 2), 1));
    ParameterTable table = table((long) kernel * kernel * channels * out, out);
    NormTraining norms = new NormTraining(false, DECAY);
    this.replicas =
        new Replicas(
            devices.stream()
                .map(device -> new DeviceTraining(device, image, layers, logits, table, norms))
                .toList(),
            syncNorm);
    try (FloatPointer host = new FloatPointer(parameters)) {
      replicas.all().forEach(replica -> replica.upload(host.address()));
    }
  }

  private static ParameterTable table(long weights, int out) {
    ParameterTable table = new ParameterTable();
    table.append("conv", Parameter.WEIGHTS, weights);
    for (Parameter ofNorm :
        List.of(Parameter.GAMMA, Parameter.BETA, Parameter.MEAN, Parameter.VARIANCE)) {
      table.append("conv", ofNorm, out);
    }
    table.append("fc", Parameter.WEIGHTS, 2L * out);
    table.append("fc", Parameter.BIAS, 2);
    return table;
  }

  /** Computes the gradients of a batch and sums them up. */
  public void differentiate(int batch, float[] images, float[] targets) {
    try (FloatPointer from = new FloatPointer(images);
        FloatPointer to = new FloatPointer(targets)) {
      replicas.load(batch, from.address(), to.address());
      replicas.differentiate(1);
      replicas.sumGradients();
    }
  }

  /** The gradient that a replica has. */
  public float[] gradient(int replica) {
    return Computed.gradient(replicas.all().get(replica));
  }

  @Override
  public void close() {
    replicas.close();
  }
}
