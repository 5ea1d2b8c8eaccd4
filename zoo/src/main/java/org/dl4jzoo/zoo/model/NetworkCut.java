package org.dl4jzoo.zoo.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.net.InvalidModelException;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Node;
import org.dl4jzoo.zoo.net.Vertex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A network cut into a backbone, which is only run for inference, and the rest, which is trained.
 * The rest reads a single output of the backbone. Both run on the whole network's engine, on views
 * of its parameters, so the whole network changes as the rest is trained. Training the rest changes
 * nothing in the backbone, whose batch norms always use their running statistics.
 *
 * @param backbone from the image to the cut; its only output is the rest's only input
 * @param rest from the cut to the classifier
 * @param boundary the vertex whose output the rest reads
 */
public record NetworkCut(ComputationGraph backbone, ComputationGraph rest, String boundary) {

  private static final int SMALL_MAPS = 16;

  /**
   * Cuts a network before a stage. Dropout right before it goes with it.
   *
   * @param whole one that {@link Models} configured, without side classifiers
   * @throws InvalidModelException if there is no such stage, or it is the first
   */
  public static NetworkCut before(String stage, ComputationGraph whole) {
    List<String> order = order(whole);
    Map<String, List<String>> inputs = whole.getConfiguration().getVertexInputs();
    Set<String> rest = from(stage, whole, order);
    String boundary = boundary(rest, inputs);
    while (isDropout(whole.getConfiguration().getVertices().get(boundary))) {
      rest.add(boundary);
      boundary = inputs.get(boundary).get(0);
    }
    return cut(boundary, whole, order, rest.size());
  }

  /**
   * Cuts a network after a vertex, which everything after it must read, and nothing else.
   *
   * @param whole one that {@link Models} configured, without side classifiers
   */
  static NetworkCut after(String boundary, ComputationGraph whole) {
    List<String> order = order(whole);
    return cut(boundary, whole, order, order.size() - order.indexOf(boundary) - 1);
  }

  private static NetworkCut cut(
      String boundary, ComputationGraph whole, List<String> order, int restSize) {
    List<String> before = order.subList(0, order.indexOf(boundary) + 1);
    if (before.size() + restSize != order.size()) {
      throw new IllegalArgumentException(
          "not everything before the cut leads to '%s'".formatted(boundary));
    }
    ComputationGraphConfiguration conf = whole.getConfiguration();
    return new NetworkCut(
        part(whole, before, conf.getNetworkInputs(), List.of(boundary)),
        part(
            whole,
            order.subList(before.size(), order.size()),
            List.of(boundary),
            conf.getNetworkOutputs()),
        boundary);
  }

  /**
   * The stages that a network can be cut before, in their order: what the names of its vertices
   * with parameters begin with, up to a dot.
   */
  public static List<String> stages(ComputationGraph whole) {
    Map<String, GraphVertex> vertices = whole.getConfiguration().getVertices();
    Set<String> stages = new LinkedHashSet<>();
    for (String vertex : order(whole)) {
      if (vertices.containsKey(vertex) && vertices.get(vertex).numParams(true) > 0) {
        stages.add(Vertex.stage(vertex));
      }
    }
    return stages.stream().skip(1).toList();
  }

  /**
   * The first stage that gives maps of a sixteenth of the image's height or less: conv4 of a
   * ResNet.
   *
   * @return empty if it is the first stage of all, or there is none
   */
  public static Optional<String> stageOfSmallMaps(Net net) {
    Map<String, Integer> heights = new LinkedHashMap<>();
    for (Node node : net.nodes()) {
      String stage = Vertex.stage(node.output().name());
      boolean hasParameters = node.op().parameters(node).isPresent();
      if ((hasParameters || heights.containsKey(stage)) && !node.output().vector()) {
        heights.put(stage, node.output().shape().height());
      }
    }
    int least = net.image().shape().height() / SMALL_MAPS;
    return heights.entrySet().stream()
        .skip(1)
        .filter(stage -> stage.getValue() <= least)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * What a stage reads: a map, or a vector.
   *
   * @param stage one of {@link #stages}
   */
  public static Vertex read(String stage, Net net) {
    return net.nodes().stream()
        .filter(node -> Vertex.stage(node.output().name()).equals(stage))
        .findFirst()
        .map(Node::input)
        .orElseThrow();
  }

  /** Names of all vertices, the image first, in the order of the parameters. */
  static List<String> order(ComputationGraph network) {
    List<String> order = new ArrayList<>();
    for (int index : network.topologicalSortOrder()) {
      order.add(network.getVertices()[index].getVertexName());
    }
    return order;
  }

  /** The vertices of a stage, and all that depend on them. */
  private static Set<String> from(String stage, ComputationGraph whole, List<String> order) {
    if (!stages(whole).contains(stage)) {
      throw new InvalidModelException(
          "there is no stage '%s' to begin with; there are %s"
              .formatted(stage, String.join(", ", stages(whole))));
    }
    Map<String, List<String>> inputs = whole.getConfiguration().getVertexInputs();
    Set<String> from = new LinkedHashSet<>();
    for (String vertex : order) {
      boolean depends = inputs.getOrDefault(vertex, List.of()).stream().anyMatch(from::contains);
      if (depends || Vertex.stage(vertex).equals(stage)) {
        from.add(vertex);
      }
    }
    return from;
  }

  private static String boundary(Set<String> rest, Map<String, List<String>> inputs) {
    Set<String> crossing = new HashSet<>();
    for (String vertex : rest) {
      crossing.addAll(inputs.get(vertex));
    }
    crossing.removeAll(rest);
    if (crossing.size() != 1) {
      throw new IllegalArgumentException("more than one array goes across a cut: " + crossing);
    }
    return crossing.iterator().next();
  }

  private static boolean isDropout(GraphVertex vertex) {
    return vertex instanceof LayerVertex of && of.getLayerConf().getLayer() instanceof DropoutLayer;
  }

  /**
   * Its parameters are one stretch of the whole network's, as both have their vertices in the same
   * order.
   */
  private static ComputationGraph part(
      ComputationGraph whole, List<String> vertices, List<String> inputs, List<String> outputs) {
    List<String> order = order(whole);
    ComputationGraphConfiguration part = whole.getConfiguration().clone();
    part.setNetworkInputs(inputs);
    part.setNetworkOutputs(outputs);
    part.setVertices(only(vertices, part.getVertices()));
    part.setVertexInputs(only(vertices, part.getVertexInputs()));
    setOrder(part, Stream.concat(inputs.stream(), vertices.stream()).distinct().toList());
    part.setIterationCount(0);
    part.setEpochCount(0);
    long start = parametersOf(order.subList(0, order.indexOf(vertices.get(0))), whole);
    long end = start + parametersOf(vertices, whole);
    ComputationGraph network = new ComputationGraph(part);
    network.init(whole.params().get(NDArrayIndex.all(), NDArrayIndex.interval(start, end)), false);
    Execution.inherit(whole, network);
    return network;
  }

  /**
   * Otherwise Deeplearning4j would choose an order of its own, with the parameters in another order
   * too.
   */
  static void setOrder(ComputationGraphConfiguration part, List<String> order) {
    part.setTopologicalOrderStr(order);
    part.setTopologicalOrder(IntStream.range(0, order.size()).toArray());
  }

  private static <T> Map<String, T> only(List<String> names, Map<String, T> all) {
    Map<String, T> kept = new LinkedHashMap<>(all);
    kept.keySet().retainAll(Set.copyOf(names));
    return kept;
  }

  private static long parametersOf(List<String> vertices, ComputationGraph whole) {
    return vertices.stream().mapToLong(name -> whole.getVertex(name).numParams()).sum();
  }
}
