package org.dl4jzoo.zoo.training;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.compiled.DeviceLayers;
import org.dl4jzoo.zoo.compiled.Instruction;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.network.DeviceLayer;
import org.dl4jzoo.zoo.device.network.DeviceTraining;
import org.dl4jzoo.zoo.device.network.NormTraining;
import org.dl4jzoo.zoo.device.network.Parameter;
import org.dl4jzoo.zoo.device.network.ParameterTable;
import org.dl4jzoo.zoo.layer.FusedLayer;
import org.dl4jzoo.zoo.net.GraphWriter;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.program.Value;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * What a graph computes of a network: all of it, or what comes after a cut.
 *
 * @param input what it begins with
 * @param layers from there to the classifiers
 * @param logits of the first classifier
 */
record GraphPart(ComputationGraph network, Value input, List<DeviceLayer> layers, Value logits) {

  private static final Map<String, Parameter> PARAMETERS =
      Map.of(
          FusedLayer.WEIGHTS, Parameter.WEIGHTS,
          FusedLayer.BIAS, Parameter.BIAS,
          FusedLayer.GAMMA, Parameter.GAMMA,
          FusedLayer.BETA, Parameter.BETA,
          FusedLayer.MEAN, Parameter.MEAN,
          FusedLayer.VARIANCE, Parameter.VARIANCE);

  static GraphPart of(ComputationGraph network, Net net) {
    String input = network.getConfiguration().getNetworkInputs().get(0);
    List<Instruction> instructions =
        net.nodes().stream()
            .filter(node -> network.getVertex(node.output().name()) != null)
            .filter(node -> !node.output().name().equals(input))
            .flatMap(node -> node.op().compile(node).stream())
            .toList();
    Value begin = net.vertex(input).value();
    List<DeviceLayer> layers = DeviceLayers.training(instructions);
    checkAllThere(network, layers);
    return new GraphPart(network, begin, layers, net.logits());
  }

  /** A layer that the description lacks would silently not be trained. */
  private static void checkAllThere(ComputationGraph network, List<DeviceLayer> layers) {
    Set<String> described =
        layers.stream().flatMap(layer -> layer.parameters().stream()).collect(Collectors.toSet());
    for (Layer layer : network.getLayers()) {
      String name = layer.conf().getLayer().getLayerName();
      if (layer.numParams() > 0 && !described.contains(name)) {
        throw new IllegalArgumentException("the network's description lacks " + name);
      }
    }
  }

  /** What images of each class count in the loss, [K]; empty if all count alike. */
  Optional<INDArray> classWeights() {
    OutputLayer classifier = (OutputLayer) network.getOutputLayer(0).conf().getLayer();
    return Optional.ofNullable(((LossMCXENT) classifier.getLossFn()).getWeights());
  }

  /** Its training on a device, which has no parameters yet. */
  DeviceTraining training(Device device) {
    return new DeviceTraining(
        device,
        input,
        layers,
        logits,
        parameters(),
        new NormTraining(statisticsFixed(), GraphWriter.DECAY));
  }

  /** Where the graph has the parameters. */
  private ParameterTable parameters() {
    ParameterTable table = new ParameterTable();
    for (Layer layer : network.getLayers()) {
      String name = layer.conf().getLayer().getLayerName();
      layer
          .paramTable(false)
          .forEach(
              (key, array) -> {
                long start = array.offset() - network.params().offset();
                table.put(
                    name, Objects.requireNonNull(PARAMETERS.get(key), key), start, array.length());
              });
    }
    return table;
  }

  private boolean statisticsFixed() {
    return Stream.of(network.getLayers())
        .anyMatch(
            layer ->
                layer.conf().getLayer() instanceof FusedLayer fused && fused.statisticsFixed());
  }
}
