package org.dl4jzoo.app.setting;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.app.backend.Backend;
import org.dl4jzoo.data.batch.Augmentation;
import org.dl4jzoo.data.batch.CacheMode;
import org.dl4jzoo.data.folder.NearDuplicates;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Precision;
import org.dl4jzoo.zoo.layer.memory.MemoryUse;
import org.dl4jzoo.zoo.net.PaddingStyle;
import org.dl4jzoo.zoo.training.Optimizer;
import org.dl4jzoo.zoo.training.Schedule;

/** Settings for tests. */
public final class TestConfigs {

  /**
   * Every setting differs from the flag's default, but for start-size, which needs unfreeze's,
   * those of folds, which take no split of one's own, the limits of a network that isn't chosen
   * yet, and devices with what goes with them, which take the place of device.
   */
  static final TrainConfig EVERYTHING_CHANGED =
      new TrainConfig(
          "googlenet",
          null,
          "/photos/train",
          "/photos/val",
          "/photos/test",
          "/photos/classes.txt",
          List.of(0.6, 0.3, 0.1),
          NearDuplicates.IGNORE,
          null,
          null,
          "/weights.h5",
          null,
          null,
          "inception5a",
          6,
          0.05,
          4,
          NormStatistics.FIXED,
          Backend.CPU,
          Engine.ND4J,
          1,
          null,
          false,
          MemoryUse.LOW,
          Precision.BF16,
          true,
          8,
          3,
          0.5,
          Optimizer.SGD,
          Schedule.STEP,
          2,
          1e-4,
          2.5,
          0.1,
          0.2,
          0.7,
          ClassWeights.BALANCED,
          4,
          0.99,
          Keep.BEST,
          5,
          2,
          OnDivergence.ROLLBACK,
          0.3,
          0.8,
          Augmentation.STRONG,
          0.15,
          7,
          96,
          null,
          1,
          Resize.PAD,
          CacheMode.DISK,
          0.25,
          PaddingStyle.TF,
          0.5,
          List.of(1, 2, 3, 4),
          true,
          1,
          100,
          Duration.ofMinutes(90));

  private TestConfigs() {}

  /** A small training on 8×8 colour images, with some settings changed. */
  public static TrainConfig small(Map<String, ?> changes) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("model", "lenet5");
    values.put("data", "unused");
    values.put("weights", "none");
    values.put("unfreeze", "all");
    values.put("head-epochs", 0);
    values.put("head-learning-rate", 1e-3);
    values.put("views", 1);
    values.put("norm-statistics", "batch");
    values.put("backend", "cpu");
    values.put("engine", "nd4j");
    values.put("batch-size", 8);
    values.put("epochs", 3);
    values.put("learning-rate", 1e-3);
    values.put("optimizer", "adam");
    values.put("schedule", "constant");
    values.put("class-weights", "none");
    values.put("accumulate", 1);
    values.put("backbone-lr-factor", 1);
    values.put("augment", "off");
    values.put("seed", 42);
    values.put("image-size", 8);
    values.put("channels", 3);
    values.put("resize", "squash");
    values.put("cache", "none");
    values.put("padding", "torch");
    values.put("threads", 2);
    values.putAll(changes);
    return TrainConfig.of(values);
  }
}
