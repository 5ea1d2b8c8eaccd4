package org.dl4jzoo.zoo.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.FrozenVertex;

/** How long the vertices of a network take; for one thread. */
public final class VertexTimes {

  /**
   * What a vertex took, summed over steps.
   *
   * @param name of the vertex
   * @param forward seconds of its forward passes
   * @param backward seconds of its backward passes; in training, those of a classifier have its
   *     forward pass and its loss in them, as Deeplearning4j computes these there
   */
  public record Seconds(String name, double forward, double backward) {

    /** Of both passes. */
    public double total() {
      return forward + backward;
    }
  }

  /** A vertex's nanoseconds so far. */
  static final class Watch {

    private long forward;
    private long backward;

    void addForward(long nanos) {
      forward += nanos;
    }

    void addBackward(long nanos) {
      backward += nanos;
    }

    private void clear() {
      forward = 0;
      backward = 0;
    }
  }

  private final Map<String, Watch> watches = new LinkedHashMap<>();

  private VertexTimes() {}

  /**
   * Times the vertices of a network from now on, for as long as it lives; it must have been
   * prepared for what it is to do. Frozen vertices, which Deeplearning4j knows by their class, are
   * not timed.
   */
  public static VertexTimes of(ComputationGraph network) {
    VertexTimes times = new VertexTimes();
    GraphVertex[] vertices = network.getVertices();
    for (int index : network.topologicalSortOrder()) {
      GraphVertex vertex = vertices[index];
      if (!vertex.isInputVertex() && !(vertex instanceof FrozenVertex)) {
        Watch watch = new Watch();
        times.watches.put(vertex.getVertexName(), watch);
        vertices[index] = new TimedVertex(vertex, watch);
      }
    }
    return times;
  }

  /** What every vertex took since the last {@link #clear}, in the order of a forward pass. */
  public List<Seconds> seconds() {
    return watches.entrySet().stream()
        .map(
            entry ->
                new Seconds(
                    entry.getKey(),
                    entry.getValue().forward / 1e9,
                    entry.getValue().backward / 1e9))
        .toList();
  }

  /** Forgets what was measured so far. */
  public void clear() {
    watches.values().forEach(Watch::clear);
  }
}
