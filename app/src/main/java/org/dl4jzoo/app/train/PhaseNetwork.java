package org.dl4jzoo.app.train;

import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.learn.DeviceLearner;
import org.dl4jzoo.app.learn.GraphLearner;
import org.dl4jzoo.app.learn.Learner;
import org.dl4jzoo.app.learn.RegressionLearner;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.zoo.device.CurrentDevice;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.NetworkCut;
import org.dl4jzoo.zoo.training.Training;
import org.dl4jzoo.zoo.training.TrainingSettings;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network in a phase, which trains all of it or a part.
 *
 * @param whole what is saved
 * @param backbone the frozen part; null where nothing is frozen
 * @param trained the trained part, on the whole's own parameters; the whole itself where nothing is
 *     frozen
 * @param optimizerState what the trained part's optimizer goes on with; null if it starts anew or
 *     the network has it already
 * @param card says what network the whole is
 * @param syncNorm whether devices that share a batch normalise it as a whole
 */
record PhaseNetwork(
    ComputationGraph whole,
    ComputationGraph backbone,
    ComputationGraph trained,
    INDArray optimizerState,
    ModelCard card,
    boolean syncNorm) {

  /**
   * The network of a checkpoint. Inside the phase it is as the training left it; at the phase's
   * start the steps count from 0, the optimizer starts anew, and the parameters are the average of
   * the phase before, if that kept one.
   */
  static PhaseNetwork of(Checkpoint from, Phase phase) {
    ComputationGraph whole = from.network();
    phase.config().execution().install(whole);
    boolean syncNorm = phase.config().syncNorm();
    boolean begins = phase.startsAt(from.state());
    if (begins && from.average() != null) {
      INDArray parameters = NetworkCut.before(Phase.CLASSIFIER, whole).rest().params();
      checkLength("average of the weights", from.average(), parameters);
      parameters.assign(from.average());
    }
    if (phase.from() == null) {
      if (begins) {
        count(whole, 0, 0);
      }
      checkAverage(from, begins, whole);
      return new PhaseNetwork(whole, null, whole, null, from.card(), syncNorm);
    }
    NetworkCut cut = NetworkCut.before(phase.from(), whole);
    if (begins) {
      return new PhaseNetwork(whole, cut.backbone(), cut.rest(), null, from.card(), syncNorm);
    }
    checkAverage(from, begins, cut.rest());
    ComputationGraphConfiguration counts = whole.getConfiguration();
    count(cut.rest(), counts.getIterationCount(), counts.getEpochCount());
    return new PhaseNetwork(
        whole, cut.backbone(), cut.rest(), from.partUpdater(), from.card(), syncNorm);
  }

  private static void checkAverage(Checkpoint from, boolean begins, ComputationGraph trained) {
    if (!begins && from.average() != null) {
      checkLength("average of the weights", from.average(), trained.params());
    }
  }

  /** An array of another length would be read, and written, beyond its end. */
  private static void checkLength(String what, INDArray found, INDArray needed) {
    long numbers = needed == null ? 0 : needed.length();
    if (found.length() != numbers) {
      throw new UsageException(
          "the %s in the checkpoint must have %d numbers for what is trained; it has %d"
              .formatted(what, numbers, found.length()));
    }
  }

  private static void count(ComputationGraph network, int steps, int epochs) {
    network.getConfiguration().setIterationCount(steps);
    network.getConfiguration().setEpochCount(epochs);
  }

  /**
   * What trains the trained part as the phase does, or fits it.
   *
   * @param average the parameters' moving average so far; null if it begins with the parameters as
   *     they are, or the phase has none
   * @param tell receives a sentence about what was fitted
   */
  Learner learner(Phase phase, TrainingSettings settings, INDArray average, Consumer<String> tell) {
    if (phase.fitsClassifier()) {
      prepare(settings);
      return new RegressionLearner(trained, phase.config().classWeights(), tell);
    }
    return learner(settings, phase.config().emaDecay(), average);
  }

  /** What trains the trained part, without an average of its parameters. */
  Learner learner(TrainingSettings settings) {
    return learner(settings, 0, null);
  }

  /**
   * What trains the trained part.
   *
   * @param decay of the parameters' moving average; 0 for none
   * @param average what it is so far; null if it begins with the parameters as they are
   */
  private Learner learner(TrainingSettings settings, double decay, INDArray average) {
    prepare(settings);
    List<Device> devices =
        settings.execution().engine() == Engine.CUDA ? CurrentDevice.all() : List.of();
    return devices.isEmpty()
        ? new GraphLearner(trained, card::net, decay, average)
        : new DeviceLearner(trained, card.net(), devices, syncNorm, decay, average);
  }

  private void prepare(TrainingSettings settings) {
    Training.prepare(trained, settings);
    if (backbone != null) {
      // The whole is what is saved, and who reads it finds there how it was trained.
      Training.configure(whole.getConfiguration(), settings);
    }
    if (optimizerState != null) {
      checkLength("optimizer's state", optimizerState, trained.getUpdater().getStateViewArray());
      trained.getUpdater().setStateViewArray(optimizerState);
    }
  }

  /** The whole network, with the optimizer's state of its trained part. */
  Checkpoint checkpoint(TrainingState state, ModelCard card, INDArray average) {
    if (backbone == null) {
      return new Checkpoint(whole, state, card, average, null);
    }
    count(whole, trained.getIterationCount(), trained.getEpochCount());
    return new Checkpoint(whole, state, card, average, trained.getUpdater().getStateViewArray());
  }
}
