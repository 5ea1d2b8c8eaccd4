package org.dl4jzoo.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.app.setting.ClassifierOptions;
import org.dl4jzoo.app.setting.ConfigFile;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.data.split.Split;
import org.dl4jzoo.data.split.SplitFractions;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.model.Models;

/** A run folder of a small LeNet-5 that has not learnt anything: as a training leaves it. */
final class UntrainedRun {

  private static final int SIZE = 32;
  private static final Preprocessing PREPROCESSING =
      new Preprocessing(SIZE, SIZE, 3, Resize.SQUASH, Scale.UNIT);

  private UntrainedRun() {}

  /** Makes the folder for a network of the images' classes. */
  static RunFolder create(Path folder, Path images) throws IOException {
    return create(folder, images, Engine.fastest());
  }

  /** The same for a network of an engine's layers. */
  static RunFolder create(Path folder, Path images, Engine engine) throws IOException {
    LabelledImages data = LabelledImages.open(images);
    RunFolder run = new RunFolder(Files.createDirectories(folder));
    TrainConfig config = config("lenet5", images);
    ConfigFile.write(run.config(), config);
    Files.write(run.labels(), data.classes());
    PREPROCESSING.write(run.preprocessing());
    Split.of(data, new SplitFractions(0.25, 0.25), 1).write(run.split());
    checkpoint(config, data.classes(), engine).write(run.best());
    return run;
  }

  /** The settings of a training of that network on these images. */
  static TrainConfig config(String model, Path images) {
    Map<String, Object> values = new HashMap<>();
    values.put("model", model);
    values.put("data", images.toString());
    values.put("weights", "none");
    values.put("unfreeze", "all");
    values.put("head-epochs", 0);
    values.put("head-learning-rate", 0.001);
    values.put("views", 1);
    values.put("norm-statistics", "batch");
    values.put("backend", "cpu");
    values.put("engine", "onednn");
    values.put("batch-size", 2);
    values.put("epochs", 1);
    values.put("learning-rate", 0.001);
    values.put("optimizer", "adam");
    values.put("schedule", "constant");
    values.put("class-weights", "none");
    values.put("accumulate", 1);
    values.put("backbone-lr-factor", 1);
    values.put("augment", "off");
    values.put("image-size", SIZE);
    values.put("channels", 3);
    values.put("resize", "squash");
    values.put("cache", "none");
    values.put("padding", "torch");
    values.put("threads", 1);
    return TrainConfig.of(values);
  }

  private static Checkpoint checkpoint(TrainConfig config, List<String> labels, Engine engine) {
    ComputationGraph network =
        Models.network(
            Models.named(config.model()),
            ClassifierOptions.of(config, labels.size()),
            Execution.on(engine),
            1);
    TrainingState.Begun nothing = new TrainingState.Begun(0, 0, 0, 0, 0, 0);
    ModelCard card =
        new ModelCard(
            config.model(),
            ClassifierOptions.of(config, labels.size()),
            PREPROCESSING,
            labels,
            null,
            config.data());
    return new Checkpoint(network, new TrainingState(1, nothing, List.of()), card);
  }
}
