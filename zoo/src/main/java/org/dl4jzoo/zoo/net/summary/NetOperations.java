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

/** A described network as the plan of its memory sees it, on oneDNN's kernels. */
public final class NetOperations implements Operations<Node> {

  private final Net net;
  private final BlockedMaps blocked;
  private final Map<Vertex, Node> producers = new HashMap<>();
  private final Map<Vertex, List<Node>> readers;

  /** Looks at a network. */
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

  /** What puts channels side by side again takes no part, and is no operation of its own here. */
  @Override
  public boolean handsOver(Node node) {
    return takesPart(node)
        && !net.outputs().contains(node.output())
        && readers(node).stream()
            .allMatch(reader -> takesPart(reader) && !blocked.endsBefore(reader, node.output()));
  }
}
