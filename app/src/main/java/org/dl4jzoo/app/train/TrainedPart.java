package org.dl4jzoo.app.train;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.zoo.model.NetworkCut;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network of which a phase trains a part, or all.
 *
 * @param whole what is kept
 * @param backbone the part before, which is frozen; null where there is none
 * @param part what is trained, on the whole's own parameters; the whole itself where nothing is
 *     frozen
 */
record TrainedPart(ComputationGraph whole, ComputationGraph backbone, ComputationGraph part) {

  /**
   * Makes a network ready for a phase: as an earlier training left it inside the phase, or else
   * without an optimizer's state, from the averaged weights of the phase before, if it had any.
   */
  static TrainedPart of(Checkpoint from, Phase phase) {
    ComputationGraph whole = from.network();
    boolean begins = phase.isAhead(from.state());
    if (begins && from.average() != null) {
      NetworkCut.before(Phase.CLASSIFIER, whole).rest().params().assign(from.average());
    }
    if (phase.from() == null) {
      if (begins) {
        count(whole, 0, 0);
      }
      return new TrainedPart(whole, null, whole);
    }
    NetworkCut cut = NetworkCut.before(phase.from(), whole);
    if (!begins) {
      ComputationGraphConfiguration counts = whole.getConfiguration();
      count(cut.rest(), counts.getIterationCount(), counts.getEpochCount());
      if (from.partUpdater() != null) {
        cut.rest().getUpdater().setStateViewArray(from.partUpdater());
      }
    }
    return new TrainedPart(whole, cut.backbone(), cut.rest());
  }

  private static void count(ComputationGraph network, int steps, int epochs) {
    network.getConfiguration().setIterationCount(steps);
    network.getConfiguration().setEpochCount(epochs);
  }

  /** The whole network with the state of its part. */
  Checkpoint checkpoint(TrainingState state, ModelCard card, INDArray average) {
    if (backbone == null) {
      return new Checkpoint(whole, state, card, average, null);
    }
    count(whole, part.getIterationCount(), part.getEpochCount());
    return new Checkpoint(whole, state, card, average, part.getUpdater().getStateViewArray());
  }
}
