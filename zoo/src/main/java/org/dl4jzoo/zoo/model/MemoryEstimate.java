package org.dl4jzoo.zoo.model;

import java.util.List;
import org.dl4jzoo.zoo.layer.MemoryUse;

/**
 * The memory that the process of a network needs, from its shapes alone. It counts what the engine
 * holds: the parameters and what goes with each of them, the values that the backward pass needs,
 * and a few arrays of the largest size to work in.
 *
 * @param keptValues values an image that training keeps from the forward to the backward pass
 * @param keptInLittleMemory the same where what follows from other kept values is computed again
 * @param largestValues values an image of the largest array
 * @param parameters all parameters
 * @param convolutionWeights those of them that oneDNN keeps rearranged copies of
 */
public record MemoryEstimate(
    long keptValues,
    long keptInLittleMemory,
    long largestValues,
    long parameters,
    long convolutionWeights) {

  /** The JVM, the native libraries and their code made at run time. */
  private static final long BASE_BYTES = 250_000_000;

  /** Parameter, gradient and Adam's two moments. */
  private static final int ARRAYS_A_PARAMETER = 4;

  /** Weights rearranged for the forward pass and for each gradient. */
  private static final int COPIES_IN_TRAINING = 3;

  /** Gradients on their way back, and one array to work in. */
  private static final int WORKING_ARRAYS_IN_TRAINING = 4;

  /** Outputs that are read before they are given up, or computed again. */
  private static final int SPARE_ARRAYS = 2;

  /** Input and output of a layer. */
  private static final int WORKING_ARRAYS_IN_INFERENCE = 2;

  static MemoryEstimate of(Net net) {
    List<Node> nodes = net.nodes();
    return new MemoryEstimate(
        net.image().size() + nodes.stream().mapToLong(MemoryEstimate::kept).sum(),
        net.image().size() + nodes.stream().mapToLong(MemoryEstimate::keptInLittleMemory).sum(),
        nodes.stream().mapToLong(node -> node.output().size()).max().orElse(0),
        nodes.stream().map(ModelSummary.Layer::of).mapToLong(ModelSummary.Layer::total).sum(),
        nodes.stream()
            .filter(node -> node.op() instanceof Op.Convolution)
            .mapToLong(node -> ModelSummary.Layer.of(node).total())
            .sum());
  }

  /** A convolution with batch norm keeps the sum that goes in there besides its output. */
  private static long kept(Node node) {
    long output = node.output().size();
    boolean keepsMask = node.op() instanceof Op.Dropout;
    return isNormalizedSum(node) || keepsMask ? 2 * output : output;
  }

  private static boolean isNormalizedSum(Node node) {
    return node.op() instanceof Op.Convolution convolution && convolution.conv().eps() > 0;
  }

  /** Only the sum, where there is one; nothing of what is copied or normalised only. */
  private static long keptInLittleMemory(Node node) {
    if (node.op() instanceof Op.Norm || node.op() instanceof Op.Concat) {
      return 0;
    }
    return isNormalizedSum(node) ? node.output().size() : kept(node);
  }

  /** Bytes that a process takes which trains with Adam on so many images a step. */
  public long trainingBytes(int batch, MemoryUse memory) {
    long normal = keptValues + WORKING_ARRAYS_IN_TRAINING * largestValues;
    long low = keptInLittleMemory + (WORKING_ARRAYS_IN_TRAINING + SPARE_ARRAYS) * largestValues;
    long images = memory == MemoryUse.NORMAL ? normal : Math.min(low, normal);
    long weights = ARRAYS_A_PARAMETER * parameters + COPIES_IN_TRAINING * convolutionWeights;
    return BASE_BYTES + Float.BYTES * (batch * images + weights);
  }

  /** Bytes that a process takes which classifies so many images at once. */
  public long inferenceBytes(int batch) {
    long images = WORKING_ARRAYS_IN_INFERENCE * largestValues;
    return BASE_BYTES + Float.BYTES * (batch * images + parameters + convolutionWeights);
  }
}
