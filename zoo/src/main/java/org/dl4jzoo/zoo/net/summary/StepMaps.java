package org.dl4jzoo.zoo.net.summary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dl4jzoo.zoo.layer.memory.KeepPlan;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.dl4jzoo.zoo.layer.memory.Recomputing;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Node;
import org.dl4jzoo.zoo.net.Vertex;

/**
 * Simulates a training step to find how many values of maps are in memory at once. The same plan as
 * that of the layers decides what is kept; sizes are values an image.
 */
final class StepMaps {

  private final NetOperations network;
  private final KeepPlan<Node> plan;
  private final Set<Node> computedAgain = new HashSet<>();
  private final Set<Vertex> gradients = new HashSet<>();
  private long now;
  private long most;

  private StepMaps(Net net, MemoryUse memory) {
    this.network = new NetOperations(net);
    this.plan = new KeepPlan<>(network, memory);
  }

  /** The most that is there at once. */
  static long most(Net net, MemoryUse memory) {
    StepMaps maps = new StepMaps(net, memory);
    net.nodes().forEach(maps::forward);
    List<Node> backward = new ArrayList<>(net.nodes());
    Collections.reverse(backward);
    backward.forEach(maps::backward);
    return maps.most;
  }

  private void take(long values) {
    now += values;
    most = Math.max(most, now);
  }

  private void forward(Node node) {
    take(node.op().workingValues(node) + node.output().size());
    if (!plan.isKept(node)) {
      now -= node.output().size();
    }
  }

  private void backward(Node node) {
    if (network.takesPart(node)) {
      if (network.backwardPass(node).readsInputs()) {
        network.inputs(node).forEach(this::computeAgain);
      }
      if (plan.readsOutput(node)) {
        computeAgain(node);
      }
    }
    boolean held = plan.isKept(node) || computedAgain.contains(node);
    now -= node.op().workingValues(node) + (held ? node.output().size() : 0);
    for (Vertex input : node.inputs()) {
      take(input.size());
      if (!gradients.add(input)) {
        now -= input.size();
      }
    }
    now -= gradients.contains(node.output()) ? node.output().size() : 0;
  }

  /**
   * Computes an output again, and first the outputs that it is computed from. A join that is a part
   * of a join is not made itself: its parts are copied directly.
   */
  private void computeAgain(Node node) {
    if (!plan.isRecomputed(node) || !computedAgain.add(node)) {
      return;
    }
    take(node.output().size());
    switch (network.backwardPass(node).recomputing()) {
      case BY_COPYING ->
          network.inputs(node).stream().filter(part -> !isCopied(part)).forEach(this::computeAgain);
      case FROM_INPUTS -> network.inputs(node).forEach(this::computeAgain);
      case FROM_KEPT, IMPOSSIBLE -> {}
    }
  }

  private boolean isCopied(Node node) {
    return network.takesPart(node)
        && network.backwardPass(node).recomputing() == Recomputing.BY_COPYING;
  }
}
