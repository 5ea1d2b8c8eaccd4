package org.dl4jzoo.zoo.profile;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.vertex.BaseWrapperVertex;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A vertex that notes how long it takes. */
final class TimedVertex extends BaseWrapperVertex {

  private final transient VertexTimes.Watch watch;

  TimedVertex(GraphVertex vertex, VertexTimes.Watch watch) {
    super(vertex);
    this.watch = watch;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    long start = System.nanoTime();
    INDArray output = super.doForward(training, workspaces);
    awaitDevice();
    watch.addForward(System.nanoTime() - start);
    return output;
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    long start = System.nanoTime();
    Pair<Gradient, INDArray[]> gradients = super.doBackward(tbptt, workspaces);
    awaitDevice();
    watch.addBackward(System.nanoTime() - start);
    return gradients;
  }

  /** A GPU computes later than it is told to; on a CPU there is nothing to wait for. */
  private static void awaitDevice() {
    Nd4j.getExecutioner().commit();
  }
}
