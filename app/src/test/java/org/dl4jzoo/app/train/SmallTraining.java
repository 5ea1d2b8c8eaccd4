package org.dl4jzoo.app.train;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.observe.TrainingObserver;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.zoo.layer.SoftmaxCrossEntropy;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.net.ImageShape;

/** Trainings of a network so small that an epoch takes a moment. */
final class SmallTraining {

  private static final ModelCard CARD =
      new ModelCard(
          "lenet5",
          ModelOptions.of(Models.named("lenet5"), 3).withImage(ImageShape.rgb(8)),
          new Preprocessing(8, 8, 3, Resize.SQUASH, Scale.UNIT),
          List.of("blue", "green", "red"),
          null,
          null);

  private SmallTraining() {}

  /** Batch norm and dropout between two fully connected layers. */
  static ComputationGraph newNetwork(TrainConfig config) {
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(config.seed())
            .graphBuilder()
            .addInputs("image")
            .setInputTypes(InputType.convolutional(8, 8, 3, CNN2DFormat.NHWC))
            .addLayer("hidden", new DenseLayer.Builder().nOut(16).build(), "image")
            .addLayer("norm", new BatchNormalization(), "hidden")
            .addLayer("dropout", new DropoutLayer(0.5), "norm")
            .addLayer(
                "classifier",
                new OutputLayer.Builder(new SoftmaxCrossEntropy()).nOut(3).build(),
                "dropout")
            .setOutputs("classifier")
            .build();
    config.classWeights().configure(configuration, new int[] {10, 12, 14});
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    return network;
  }

  /**
   * The network after a training, and its state.
   *
   * @param from null to begin with new weights
   */
  static Checkpoint train(TrainingData data, RunFolder run, Checkpoint from, BooleanSupplier stop)
      throws IOException {
    StringWriter err = new StringWriter();
    return train(data, run, from, stop, ProgressDisplay.on(new PrintWriter(err)));
  }

  /** The same where somebody looks at what is told. */
  static Checkpoint train(
      TrainingData data,
      RunFolder run,
      Checkpoint from,
      BooleanSupplier stop,
      ProgressDisplay display)
      throws IOException {
    return train(data, run, from, stop, display, TrainingObserver.NONE);
  }

  /** The same where somebody hears how it goes on. */
  static Checkpoint train(
      TrainingData data,
      RunFolder run,
      Checkpoint from,
      BooleanSupplier stop,
      ProgressDisplay display,
      TrainingObserver observer)
      throws IOException {
    return train(data, run, from, stop, display, observer, UnaryOperator.identity());
  }

  /** The same where somebody looks at its batches too. */
  static Checkpoint train(
      TrainingData data,
      RunFolder run,
      Checkpoint from,
      BooleanSupplier stop,
      ProgressDisplay display,
      TrainingObserver observer,
      UnaryOperator<PhaseBatches> looked)
      throws IOException {
    Files.createDirectories(run.path());
    TrainConfig config = data.config();
    Checkpoint begin =
        from == null ? new Checkpoint(newNetwork(config), TrainingState.start(), CARD) : from;
    Phase phase = Phase.of(config).get(0);
    PhaseNetwork network = PhaseNetwork.of(begin, phase);
    try (PhaseBatches batches =
        looked.apply(PhaseBatches.of(phase, network, data, stop, display).orElseThrow())) {
      return new Trainer(begin, network, phase, batches, run, display).train(stop, observer);
    }
  }
}
