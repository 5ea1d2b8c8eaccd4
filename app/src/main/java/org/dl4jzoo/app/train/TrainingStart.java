package org.dl4jzoo.app.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.images.DataSource;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.app.setting.AskedTraining;
import org.dl4jzoo.app.setting.ClassifierOptions;
import org.dl4jzoo.app.setting.NormStatistics;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.app.setting.UnusedSettings;
import org.dl4jzoo.app.train.mix.BatchMix;
import org.dl4jzoo.data.folder.ClassMap;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.model.NetworkCut;
import org.dl4jzoo.zoo.net.Net;
import org.dl4jzoo.zoo.net.Vertex;

/**
 * What a training begins with.
 *
 * @param data the images
 * @param checkpoint the network before the first step
 */
record TrainingStart(TrainingData data, Checkpoint checkpoint) {

  /** Reads the images and the weights, and makes the network. */
  static TrainingStart of(AskedTraining training, InitialWeights weights, ProgressDisplay display) {
    LabelledImages found = DataSource.open(training.config().images(), display);
    TrainConfig asked = training.of(found);
    return of(training, weights, TrainingData.of(asked, weights.scale(), found), display);
  }

  /** The same with images that were read and split before. */
  static TrainingStart of(
      AskedTraining training,
      InitialWeights weights,
      TrainingData images,
      ProgressDisplay display) {
    TrainConfig asked = images.config();
    if (training.chosen().contains("batch-size")) {
      images.checkBatch();
    }
    images.remarks().forEach(display::line);
    TrainConfig withBatch = new TrainingMemory(asked, images).withBatch(display);
    new TrainingMemory(withBatch, images.with(withBatch)).check();
    ModelOptions options = ClassifierOptions.of(withBatch, images.classes().size());
    ComputationGraph network = newNetwork(withBatch, options, images);
    TrainConfig fitted = ClassifierFit.orEpochs(withBatch, images, network, display);
    checkStages(fitted, network);
    checkCutMix(fitted, options);
    TrainConfig config = training.longEnough(fitted, images.fewestToTrain(), display::line);
    TrainingData data = images.with(config);
    weights.load(network, data.classes());
    ModelCard card =
        new ModelCard(
                config.model(),
                options,
                data.preprocessing(),
                data.classes(),
                weights.info(),
                config.data())
            .withFolders(folders(config, data))
            .trainedWith(config);
    return new TrainingStart(
        data, new Checkpoint(network, TrainingState.start(config.keep()), card));
  }

  /** So that the network knows its images again where the file with the names isn't. */
  private static Map<String, String> folders(TrainConfig config, TrainingData data) {
    return config.classMap() == null
        ? Map.of()
        : ClassMap.read(Path.of(config.classMap())).foldersOf(data.classes());
  }

  private static void checkStages(TrainConfig config, ComputationGraph network) {
    List<String> stages = NetworkCut.stages(network);
    for (Phase phase : Phase.of(config)) {
      if (phase.from() != null && !stages.contains(phase.from())) {
        throw new UsageException(
            "unfreeze must be all, none or a stage of %s (%s); got %s"
                .formatted(config.model(), String.join(", ", stages), phase.from()));
      }
    }
  }

  /**
   * Tells which of the chosen settings aren't used, or not as they are.
   *
   * @param asked says what was chosen
   */
  void tellUnused(AskedTraining asked, Consumer<String> tell) {
    ComputationGraph network = checkpoint.network();
    new UnusedSettings(config(), asked.chosen())
        .sentences(NormStatistics.areIn(network))
        .forEach(tell);
    List<String> stages = NetworkCut.stages(network);
    int trained = stages.size() - Math.max(0, stages.indexOf(config().unfreeze()));
    if (trained == 2 && config().layerLrDecay() < 1) {
      tell.accept(
          "layer-lr-decay is not used with unfreeze %s, which trains one stage before the classifier"
              .formatted(config().unfreeze()));
    }
  }

  /**
   * Tells where a step has fewer batches than it is to have, since its epoch ends before.
   *
   * @param tell hears it
   */
  void tellShortSteps(Consumer<String> tell) {
    int batches = 1 + (data.countOfTraining() - 1) / config().batchSize();
    if (config().accumulate() > batches && !Phase.last(config()).fitsClassifier()) {
      tell.accept(
          "accumulate is %d, but a step ends with its epoch, after %d batches"
              .formatted(config().accumulate(), batches));
    }
  }

  private static void checkCutMix(TrainConfig config, ModelOptions options) {
    String from = Phase.last(config).from();
    if (from == null || config.cutmix() == 0) {
      return;
    }
    Net net = Models.net(Models.named(config.model()), options);
    Vertex read = NetworkCut.read(from, net);
    boolean small = Math.min(read.shape().height(), read.shape().width()) < BatchMix.LEAST_CUT;
    if (read.vector() || small) {
      throw new UsageException(
          "cutmix must be 0 with unfreeze %s, which reads %s, of which no part can be cut; got %s"
              .formatted(
                  from,
                  read.vector() ? "vectors" : "maps of %s".formatted(read.shape()),
                  config.cutmix()));
    }
  }

  /** The settings, the batch size included where memory decides it. */
  TrainConfig config() {
    return data.config();
  }

  /** The network as a phase starts with it. */
  PhaseNetwork network(Phase phase) {
    TrainingState atItsStart =
        new TrainingState(phase.firstEpoch(), TrainingState.Begun.NOTHING, List.of());
    return PhaseNetwork.of(
        new Checkpoint(checkpoint.network(), atItsStart, checkpoint.card()), phase);
  }

  /** The batches of a phase. */
  PhaseBatches batches(Phase phase, PhaseNetwork network, ProgressDisplay display) {
    return PhaseBatches.of(phase, network, data, () -> false, display).orElseThrow();
  }

  private static ComputationGraph newNetwork(
      TrainConfig config, ModelOptions options, TrainingData data) {
    ComputationGraph network =
        Models.network(Models.named(config.model()), options, config.execution(), config.seed());
    config.classWeights().configure(network.getConfiguration(), data.countsOfTraining());
    config.normStatistics().configure(network.getConfiguration(), config.engine());
    return network;
  }
}
