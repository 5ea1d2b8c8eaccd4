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
 * The memory that the process of a network needs. It counts from the shapes what the engine holds:
 * the parameters and what goes with each of them, the maps of a step while somebody is going to
 * look at them, and marks of where values came from; what doesn't depend on shapes was measured.
 *
 * @param stepValues values an image of the maps that a training step holds at its most
 * @param stepValuesInLittleMemory the same where outputs are computed again
 * @param markBytes bytes an image that tell where a ReLU was positive and where a maximum was
 * @param imageValues values of an image
 * @param largestValues values an image of the largest map
 * @param joinedValues values an image of the two largest maps that are sums or joins
 * @param parameters all parameters
 * @param convolutionWeights those of them that inference keeps a rearranged copy of
 * @param vertices how many operations there are
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

  /** The JVM and the native libraries; measured, as what is left of the networks' peaks. */
  private static final long BASE_BYTES = 235_000_000;

  /** A vertex's kernels, their code and their descriptions; measured in the same way. */
  private static final long VERTEX_BYTES_IN_TRAINING = 500_000;

  private static final long VERTEX_BYTES_IN_INFERENCE = 100_000;

  /** Parameter, gradient and Adam's two moments. */
  private static final int ARRAYS_A_PARAMETER = 4;

  /** A batch as it is given, and in the layout that the first convolution reads. */
  private static final int BATCHES_IN_TRAINING = 2;

  /** Deeplearning4j's workspaces, which take turns, each as long as its longest map. */
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

  /** Convolutions write these early, outside the workspaces; one is read while the next is made. */
  private static long joinedValues(List<Node> nodes) {
    Set<Vertex> parts =
        nodes.stream()
            .filter(MemoryEstimate::isCopy)
            .flatMap(node -> node.inputs().stream())
            .collect(Collectors.toSet());
    return nodes.stream()
        .filter(Node::isJoin)
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
