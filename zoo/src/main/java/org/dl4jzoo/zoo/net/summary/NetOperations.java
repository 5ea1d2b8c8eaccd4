package org.dl4jzoo.zoo.net.summary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dl4jzoo.zoo.layer.memory.BackwardPass;
import org.dl4jzoo.zoo.layer.memory.Operations;
import org.dl4jzoo.zoo.net.BlockedMaps;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Node;
import org.dl4jzoo.zoo.net.Vertex;

/** The operations of a description, as oneDNN's kernels run them, for a plan of what is kept. */
public final class NetOperations implements Operations<Node> {

  private final Net net;
  private final BlockedMaps blocked;
  private final Map<Vertex, Node> producers = new HashMap<>();
  private final Map<Vertex, List<Node>> readers;

  /** The operations of a network. */
  public NetOperations(Net net) {
    this.net = net;
    this.blocked = new BlockedMaps(net);
    net.nodes().forEach(node -> producers.put(node.output(), node));
    this.readers =
        net.nodes().stream()
            .flatMap(node -> node.inputs().stream().map(input -> Map.entry(input, node)))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  @Override
  public List<Node> inOrder() {
    return net.nodes();
  }

  @Override
  public List<Node> inputs(Node node) {
    return node.inputs().stream().map(producers::get).flatMap(Stream::ofNullable).toList();
  }

  @Override
  public List<Node> readers(Node node) {
    return readers.getOrDefault(node.output(), List.of());
  }

  @Override
  public BackwardPass backwardPass(Node node) {
    return node.op().backwardPass().orElseThrow();
  }

  @Override
  public boolean takesPart(Node node) {
    return node.op().backwardPass().isPresent();
  }

  /**
   * The layer that turns blocks of channels into NHWC takes no part, and no operation stands for it
   * here.
   */
  @Override
  public boolean handsOver(Node node) {
    return takesPart(node)
        && !net.outputs().contains(node.output())
        && readers(node).stream()
            .allMatch(reader -> takesPart(reader) && !blocked.endsBefore(reader, node.output()));
  }
}
