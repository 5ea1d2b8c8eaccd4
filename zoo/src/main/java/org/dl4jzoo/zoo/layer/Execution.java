package org.dl4jzoo.zoo.layer;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.dl4jzoo.zoo.layer.kernel.KernelTimes;
import org.dl4jzoo.zoo.layer.kernel.Kernels;
import org.dl4jzoo.zoo.layer.kernel.TimedKernels;
import org.dl4jzoo.zoo.layer.kernel.nd4j.Nd4jKernels;
import org.dl4jzoo.zoo.layer.kernel.onednn.OnednnKernels;
import org.dl4jzoo.zoo.layer.memory.Connected;
import org.dl4jzoo.zoo.layer.memory.Wiring;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * How the layers of a network are computed. Each network of a process has its own; one that nobody
 * gave any runs on the fastest engine. It is no part of what is saved of a network.
 *
 * @param engine what computes the layers
 * @param precision what convolutions multiply in training
 * @param times notes how long each kernel takes; null for no notes
 */
public record Execution(Engine engine, Precision precision, KernelTimes times) {

  /** Needs an engine and a precision. */
  public Execution {
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(precision, "precision");
  }

  /** Execution on an engine, with float32 products. */
  public static Execution on(Engine engine) {
    return new Execution(engine, Precision.FLOAT32, null);
  }

  /** The same with products of another precision in training. */
  public Execution with(Precision newPrecision) {
    return new Execution(engine, newPrecision, times);
  }

  /** The same with notes of the time that kernels take. */
  public Execution timed(KernelTimes newTimes) {
    return new Execution(engine, precision, newTimes);
  }

  /**
   * Makes the layers of a network run so from their next pass on. A network that was prepared for
   * training has to be prepared again, as what it keeps of a step depends on the engine; and a
   * clone of a network starts on the fastest engine.
   */
  public void install(ComputationGraph network) {
    Kernels kernels = kernels(network.params().dataType());
    for (GraphVertex vertex : network.getVertices()) {
      user(vertex).ifPresent(user -> user.layerKernels().choose(kernels));
      if (Wiring.operation(vertex) instanceof Connected connected) {
        connected.connections().disconnect();
      }
    }
  }

  /** Makes a part of a network, whose vertices have the same names there, run as the whole does. */
  public static void inherit(ComputationGraph whole, ComputationGraph part) {
    for (GraphVertex vertex : part.getVertices()) {
      user(vertex)
          .ifPresent(
              ofPart ->
                  user(whole.getVertex(vertex.getVertexName()))
                      .map(ofWhole -> ofWhole.layerKernels().chosen())
                      .ifPresent(ofPart.layerKernels()::choose));
    }
  }

  /** Whether oneDNN computes the layers of a network, which are ours. */
  public static boolean isOnOnednn(ComputationGraph network) {
    List<Kernels> all =
        Stream.of(network.getVertices())
            .map(Execution::user)
            .flatMap(Optional::stream)
            .map(user -> user.layerKernels().get())
            .toList();
    return !all.isEmpty() && all.stream().allMatch(kernels -> kernels instanceof OnednnKernels);
  }

  /** What computes a vertex, if it does so by kernels; Deeplearning4j wraps frozen layers. */
  private static Optional<KernelUser> user(GraphVertex vertex) {
    Object operation = Wiring.operation(vertex);
    while (operation instanceof BaseWrapperLayer wrapper) {
      operation = wrapper.getUnderlying();
    }
    return operation instanceof KernelUser user ? Optional.of(user) : Optional.empty();
  }

  /** The kernels for arrays of a type; oneDNN's know float32 only. */
  public Kernels kernels(DataType type) {
    boolean onednn = engine.onCpu() == Engine.ONEDNN && type == DataType.FLOAT;
    Kernels kernels = onednn ? new OnednnKernels(precision == Precision.BF16) : new Nd4jKernels();
    return times == null ? kernels : new TimedKernels(kernels, times);
  }
}
