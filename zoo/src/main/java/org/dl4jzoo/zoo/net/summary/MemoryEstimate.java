package org.dl4jzoo.zoo.net.summary;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.dl4jzoo.zoo.layer.memory.Recomputing;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Node;
import org.dl4jzoo.zoo.net.ParameterLayer;
import org.dl4jzoo.zoo.net.Vertex;

/**
 * The memory that the process of a network needs. Computed from the shapes: parameters with their
 * gradients and optimizer state, the maps that a step holds at once, and the marks of ReLU and max
 * pooling. Measured: what doesn't depend on shapes.
 *
 * @param stepValues values an image of the maps that a training step holds at its peak
 * @param stepValuesInLittleMemory the same with {@link MemoryUse#LOW}
 * @param markBytes bytes an image of the marks of where a ReLU was positive and where a maximum was
 * @param imageValues values of an image
 * @param largestValues values of the largest map of an image
 * @param joinedValues values an image of the two largest maps that are sums or concatenations
 * @param parameters number of all parameters
 * @param convolutionWeights number of parameters of which inference keeps a rearranged copy
 * @param vertices number of operations
 */
public record MemoryEstimate(
    long stepValues,
    long stepValuesInLittleMemory,
    long markBytes,
    long imageValues,
    long largestValues,
    long joinedValues,
    long parameters,
    long convolutionWeights,
    int vertices) {

  /**
   * The JVM and the native libraries: what measured peaks have beyond all that is computed here.
   */
  private static final long BASE_BYTES = 235_000_000;

  /** The kernels of an operation: their code and descriptions, measured in the same way. */
  private static final long VERTEX_BYTES_IN_TRAINING = 500_000;

  private static final long VERTEX_BYTES_IN_INFERENCE = 100_000;

  /** Parameter, gradient and Adam's two moments. */
  private static final int ARRAYS_A_PARAMETER = 4;

  /** The batch as it comes, and a copy in the layout that the first convolution reads. */
  private static final int BATCHES_IN_TRAINING = 2;

  /** Deeplearning4j runs inference in two workspaces in turn, each as long as its longest map. */
  private static final int MAPS_IN_INFERENCE = 2;

  /** The estimate for a network. */
  public static MemoryEstimate of(Net net) {
    List<Node> nodes = net.nodes();
    return new MemoryEstimate(
        StepMaps.most(net, MemoryUse.NORMAL),
        StepMaps.most(net, MemoryUse.LOW),
        nodes.stream().mapToLong(node -> node.op().markBytes(node)).sum(),
        net.image().size(),
        nodes.stream().mapToLong(node -> node.output().size()).max().orElse(0),
        joinedValues(nodes),
        parameters(nodes).mapToLong(ParameterLayer::total).sum(),
        parameters(nodes)
            .filter(layer -> layer.kind().convolution())
            .mapToLong(ParameterLayer::total)
            .sum(),
        nodes.size());
  }

  private static Stream<ParameterLayer> parameters(List<Node> nodes) {
    return nodes.stream().flatMap(node -> node.op().parameters(node).stream());
  }

  /**
   * Convolutions write sums and concatenations outside the workspaces. Two are there at once: one
   * is read while the next is written.
   */
  private static long joinedValues(List<Node> nodes) {
    Set<Vertex> parts =
        nodes.stream()
            .filter(MemoryEstimate::isCopy)
            .flatMap(node -> node.inputs().stream())
            .collect(Collectors.toSet());
    return nodes.stream()
        .filter(node -> node.op().joinedByConvolutions())
        .map(Node::output)
        .filter(output -> !parts.contains(output))
        .map(Vertex::size)
        .sorted(Comparator.reverseOrder())
        .limit(2)
        .mapToLong(Long::longValue)
        .sum();
  }

  private static boolean isCopy(Node node) {
    return node.op()
        .backwardPass()
        .filter(pass -> pass.recomputing() == Recomputing.BY_COPYING)
        .isPresent();
  }

  /** Bytes that a process takes which trains with Adam on so many images a step. */
  public long trainingBytes(int batch, MemoryUse memory) {
    long maps =
        memory == MemoryUse.NORMAL ? stepValues : Math.min(stepValues, stepValuesInLittleMemory);
    long values =
        batch * (maps + BATCHES_IN_TRAINING * imageValues) + ARRAYS_A_PARAMETER * parameters;
    long kernels = VERTEX_BYTES_IN_TRAINING * vertices;
    return BASE_BYTES + kernels + batch * markBytes + Float.BYTES * values;
  }

  /** Bytes that a process takes which classifies so many images at once. */
  public long inferenceBytes(int batch) {
    long maps = imageValues + MAPS_IN_INFERENCE * largestValues + joinedValues;
    long values = batch * maps + parameters + convolutionWeights;
    return BASE_BYTES + VERTEX_BYTES_IN_INFERENCE * vertices + Float.BYTES * values;
  }
}
