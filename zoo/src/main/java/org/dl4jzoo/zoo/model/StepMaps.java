package org.dl4jzoo.zoo.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dl4jzoo.zoo.layer.MemoryUse;
import org.dl4jzoo.zoo.layer.kernel.Activation;

/**
 * The maps of a training step, gone through forward and backward to see how much of them is there
 * at once. The rules are those by which the layers hand them over; sizes are values an image.
 */
final class StepMaps {

  private final List<Node> nodes;
  private final Map<Vertex, Node> producers;
  private final Map<Vertex, List<Node>> readers;
  private final Set<Vertex> recomputed = new HashSet<>();
  private final Set<Vertex> computedAgain = new HashSet<>();
  private final Set<Vertex> gradients = new HashSet<>();
  private long now;
  private long most;

  private StepMaps(Net net, MemoryUse memory) {
    this.nodes = net.nodes();
    this.producers = nodes.stream().collect(Collectors.toMap(Node::output, Function.identity()));
    this.readers =
        nodes.stream()
            .flatMap(node -> node.inputs().stream().distinct().map(in -> Map.entry(in, node)))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    for (Node node : nodes) {
      if (memory == MemoryUse.LOW ? canRecompute(node) : isCheapCopy(node)) {
        recomputed.add(node.output());
      }
    }
  }

  /** The most that is there at once. */
  static long most(Net net, MemoryUse memory) {
    StepMaps maps = new StepMaps(net, memory);
    maps.nodes.forEach(maps::forward);
    List<Node> backward = new ArrayList<>(maps.nodes);
    Collections.reverse(backward);
    backward.forEach(maps::backward);
    return maps.most;
  }

  private void take(long values) {
    now += values;
    most = Math.max(most, now);
  }

  private void forward(Node node) {
    take(besides(node) + node.output().size());
    if (!isKept(node)) {
      now -= node.output().size();
    }
  }

  private void backward(Node node) {
    if (needsInputs(node)) {
      node.inputs().forEach(this::computeAgain);
    }
    if (needsOutput(node)) {
      computeAgain(node.output());
    }
    boolean held = isKept(node) || computedAgain.contains(node.output());
    now -= besides(node) + (held ? node.output().size() : 0);
    for (Vertex input : node.inputs()) {
      take(input.size());
      if (!gradients.add(input)) {
        now -= input.size();
      }
    }
    now -= gradients.contains(node.output()) ? node.output().size() : 0;
  }

  /** With what it follows from, but of a join among the parts of a join its parts alone. */
  private void computeAgain(Vertex output) {
    if (!recomputed.contains(output) || !computedAgain.add(output)) {
      return;
    }
    take(output.size());
    Node node = producers.get(output);
    if (!isNormalized(node)) {
      node.inputs().stream()
          .filter(input -> !(isJoin(output) && isJoin(input)))
          .forEach(this::computeAgain);
    }
  }

  private boolean isJoin(Vertex vertex) {
    return producers.containsKey(vertex) && producers.get(vertex).op() instanceof Op.Concat;
  }

  /**
   * A convolution keeps what goes into its batch norm, a dropout which values it dropped, and a
   * response norm a copy of its input with channels side by side and two maps of oneDNN's.
   */
  private static long besides(Node node) {
    long output = node.output().size();
    if (node.op() instanceof Op.ResponseNorm) {
      return 3 * output;
    }
    return isNormalized(node) || node.op() instanceof Op.Dropout ? output : 0;
  }

  private static boolean isNormalized(Node node) {
    return node.op() instanceof Op.Convolution convolution && convolution.conv().eps() > 0;
  }

  private boolean isKept(Node node) {
    Vertex output = node.output();
    boolean isSource = readers(output).anyMatch(reader -> recomputed.contains(reader.output()));
    return (isLookedAt(node) || isSource) && !recomputed.contains(output);
  }

  private boolean isLookedAt(Node node) {
    return needsOutput(node) || readers(node.output()).anyMatch(StepMaps::needsInputs);
  }

  private Stream<Node> readers(Vertex output) {
    return readers.getOrDefault(output, List.of()).stream();
  }

  private static boolean needsInputs(Node node) {
    return !(node.op() instanceof Op.Pool
        || node.op() instanceof Op.GlobalPool
        || node.op() instanceof Op.AdaptivePool
        || node.op() instanceof Op.Concat
        || node.op() instanceof Op.Add);
  }

  private boolean needsOutput(Node node) {
    if (node.op() instanceof Op.Convolution convolution) {
      return switch (convolution.conv().activation()) {
        case IDENTITY -> false;
        case RELU -> !isNormalized(node) && !isPooledOnly(node);
        case RELU6 -> isNormalized(node) || !isPooledOnly(node);
      };
    }
    return (node.op() instanceof Op.Add add && add.activation() != Activation.IDENTITY)
        || node.op() instanceof Op.Dense;
  }

  /** Then the activation comes after the pooling. */
  private boolean isPooledOnly(Node node) {
    List<Node> all = readers.getOrDefault(node.output(), List.of());
    return all.size() == 1 && all.get(0).op() instanceof Op.Pool pool && pool.max();
  }

  private static boolean canRecompute(Node node) {
    return isNormalized(node) || node.op() instanceof Op.Norm || node.op() instanceof Op.Concat;
  }

  private boolean isCheapCopy(Node node) {
    return node.op() instanceof Op.Concat
        && isLookedAt(node)
        && node.inputs().stream().anyMatch(part -> recomputed.contains(part) || isKeptAnyway(part));
  }

  private boolean isKeptAnyway(Vertex part) {
    return producers.containsKey(part) && isLookedAt(producers.get(part));
  }
}
