package org.dl4jzoo.app.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.images.DataSource;
import org.dl4jzoo.app.setting.AskedTraining;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.FreeHeap;
import org.dl4jzoo.data.batch.Augmentation;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.data.split.Split;

/**
 * The training images that networks are tried on of which one is to be trained, read and split once
 * for all of them. No image for validation or test is among them.
 */
public final class HeadTrials {

  /** With fewer of a class its classifiers say little of the network. */
  private static final int FEWEST_A_CLASS = 3;

  private final LabelledImages images;
  private final Split split;
  private final List<Example> tried;
  private final ProgressDisplay display;

  private HeadTrials(
      LabelledImages images, Split split, List<Example> tried, ProgressDisplay display) {
    this.images = images;
    this.split = split;
    this.tried = List.copyOf(tried);
    this.display = display;
  }

  /**
   * Reads and splits the images of a training. Where a fit to all of them would take too long,
   * there are fewer, of each class as many as of the others, which is told.
   *
   * @param training whose model is still to be chosen
   * @param features of an image that the network with most of them computes
   * @throws UsageException or InvalidDataException if the images can't be used, or have so many
   *     classes that no fit is possible
   */
  public static HeadTrials on(AskedTraining training, long features, ProgressDisplay display) {
    ProgressDisplay quiet = display.withoutLines();
    LabelledImages images = DataSource.open(training.config().images(), quiet);
    TrainConfig config = training.of(images);
    Split split = TrainingData.split(config, images);
    List<Example> all = split.examples(Subset.TRAIN);
    int classes = images.classes().size();
    int views = config.augment() == Augmentation.OFF ? 1 : 2;
    long most = ClassifierFit.mostImages(views, features, classes, FreeHeap.bytes());
    if (most >= all.size()) {
      return new HeadTrials(images, split, all, quiet);
    }
    if (most < (long) FEWEST_A_CLASS * classes) {
      throw new UsageException(
          "model auto ranks networks by classifiers fitted to their features, which takes too much for %s; give --model a network's name"
              .formatted(Amount.of(classes, "class")));
    }
    List<Example> some = evenly(all, Math.toIntExact(most), config.seed());
    display.line(
        "model auto: ranked on %d of the %s, as fits to all of them take too much"
            .formatted(some.size(), Amount.of(all.size(), "training image")));
    return new HeadTrials(images, split, some, quiet);
  }

  /** Some of the images, of each class as many as of the others as far as it has them. */
  static List<Example> evenly(List<Example> all, int most, long seed) {
    List<Example> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(seed));
    Map<Example, Integer> rank = new HashMap<>();
    Map<Integer, Integer> seen = new HashMap<>();
    shuffled.forEach(image -> rank.put(image, seen.merge(image.label(), 1, Integer::sum)));
    shuffled.sort((a, b) -> Integer.compare(rank.get(a), rank.get(b)));
    return List.copyOf(shuffled.subList(0, Math.min(most, shuffled.size())));
  }

  /**
   * A network to try on them.
   *
   * @param training as it would be if that network were chosen
   * @param weights that it would begin with
   * @throws UsageException or one of the other modules' user errors if it can't be trained so
   */
  public HeadTrial of(AskedTraining training, InitialWeights weights) {
    TrainConfig config = training.of(images);
    TrainingData data = TrainingData.of(config, weights.scale(), images, split);
    return new HeadTrial(TrainingStart.of(training, weights, data, display), tried);
  }
}
