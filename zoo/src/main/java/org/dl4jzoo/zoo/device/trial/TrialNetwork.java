package org.dl4jzoo.zoo.device.trial;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jzoo.zoo.compiled.DeviceLayers;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.network.DeviceInference;
import org.dl4jzoo.zoo.device.network.DeviceTraining;
import org.dl4jzoo.zoo.device.network.NormTraining;
import org.dl4jzoo.zoo.device.network.Parameter;
import org.dl4jzoo.zoo.device.network.ParameterTable;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.GraphWriter;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.ParameterLayer;
import org.dl4jzoo.zoo.program.LayerWeights;

/**
 * A network with random weights, as many devices may train it.
 *
 * @param net its description
 * @param layers its parameters, in the order in which they lie
 */
record TrialNetwork(Net net, List<ParameterLayer> layers) {

  /** A registered network on square images. */
  static TrialNetwork of(String model, int size, int classes) {
    Architecture architecture = Models.named(model);
    ModelOptions published = ModelOptions.of(architecture, classes);
    ImageShape image = new ImageShape(size, size, published.image().channels());
    Net net = Models.net(architecture, published.withImage(image));
    return new TrialNetwork(net, Models.parameterLayers(architecture, published.withImage(image)));
  }

  /** Where its parameters lie, without any graph. */
  ParameterTable table() {
    ParameterTable table = new ParameterTable();
    for (ParameterLayer layer : layers) {
      if (layer.weights() > 0) {
        table.append(layer.vertex(), Parameter.WEIGHTS, layer.weights());
      }
      if (layer.biased()) {
        table.append(layer.vertex(), Parameter.BIAS, layer.out());
      }
      if (layer.normalized()) {
        table.append(layer.vertex(), Parameter.GAMMA, layer.out());
        table.append(layer.vertex(), Parameter.BETA, layer.out());
        table.append(layer.vertex(), Parameter.MEAN, layer.out());
        table.append(layer.vertex(), Parameter.VARIANCE, layer.out());
      }
    }
    return table;
  }

  /**
   * Weights of the variance of He et al. 2015 (arXiv:1502.01852), but uniform, as a network has up
   * to 144 million of them; the same for the same seed.
   */
  FloatPointer parameters(long seed) {
    long length = layers.stream().mapToLong(ParameterLayer::total).sum();
    FloatPointer values = new FloatPointer(length);
    SplittableRandom random = new SplittableRandom(seed);
    long at = 0;
    for (ParameterLayer layer : layers) {
      at = draw(values, at, layer, random);
      at = fill(values, at, layer.biased() ? layer.out() : 0, 0);
      for (float constant : new float[] {1, 0, 0, 1}) {
        at = fill(values, at, layer.normalized() ? layer.out() : 0, constant);
      }
    }
    return values;
  }

  private static long draw(
      FloatPointer values, long from, ParameterLayer layer, SplittableRandom random) {
    if (layer.weights() == 0) {
      return from;
    }
    long fanIn = layer.weights() / layer.out();
    double largest = Math.sqrt(6.0 / fanIn);
    float[] drawn = new float[Math.toIntExact(layer.weights())];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (float) (largest * (2 * random.nextDouble() - 1));
    }
    new FloatPointer(values).position(from).put(drawn);
    return from + drawn.length;
  }

  private static long fill(FloatPointer values, long from, int count, float constant) {
    for (int i = 0; i < count; i++) {
      values.put(from + i, constant);
    }
    return from + count;
  }

  /** The network for training; its parameters are uploaded. */
  DeviceTraining training(Device device, FloatPointer parameters) {
    DeviceTraining training =
        new DeviceTraining(
            device,
            net.image().value(),
            DeviceLayers.training(net.instructions()),
            net.logits(),
            table(),
            new NormTraining(false, GraphWriter.DECAY));
    training.upload(parameters.address());
    return training;
  }

  /** The network for inference. */
  DeviceInference inference(Device device, FloatPointer parameters) {
    return new DeviceInference(
        device,
        net.image().value(),
        net.logits(),
        DeviceLayers.inference(net.image().value(), net.logits(), net.instructions()),
        weights(parameters));
  }

  private LayerWeights weights(FloatPointer parameters) {
    Map<String, LayerWeights.Layer> all = new HashMap<>();
    long at = 0;
    for (ParameterLayer layer : layers) {
      FloatBuffer weights = slice(parameters, at, layer.weights());
      at += layer.weights();
      FloatBuffer bias = layer.biased() ? slice(parameters, at, layer.out()) : null;
      at += layer.biased() ? layer.out() : 0;
      LayerWeights.Norm norm = null;
      if (layer.normalized()) {
        int out = layer.out();
        norm =
            new LayerWeights.Norm(
                slice(parameters, at, out),
                slice(parameters, at + out, out),
                slice(parameters, at + 2L * out, out),
                slice(parameters, at + 3L * out, out));
        at += 4L * out;
      }
      all.put(layer.vertex(), new LayerWeights.Layer(weights, bias, norm));
    }
    return all::get;
  }

  private static FloatBuffer slice(FloatPointer values, long start, long count) {
    return new FloatPointer(values).position(start).limit(start + count).asBuffer().slice();
  }
}
