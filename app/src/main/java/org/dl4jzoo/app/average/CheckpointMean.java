package org.dl4jzoo.app.average;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.CheckpointWeights;
import org.dl4jzoo.app.run.KeptTemperature;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.TrainingState;
import org.dl4jzoo.app.setting.NormStatistics;
import org.dl4jzoo.zoo.layer.Engine;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of the weights of several networks, as of epochs near the end of a training (Izmailov et
 * al. 2018, arXiv:1803.05407). Its running statistics of batch norm are the mean of theirs, which
 * is close where the networks are: no images are run through it.
 */
public final class CheckpointMean {

  private CheckpointMean() {}

  /**
   * Computes it.
   *
   * @param files of at least one checkpoint
   * @param shares one for each of them
   * @param engine what computes the layers of the network
   * @param tell hears what the user should know of them, in sentences
   * @return a network whose training is over, and which no optimizer goes on with
   * @throws UsageException if one can't be read, or is of another network, other classes or another
   *     preprocessing than the first
   */
  public static Checkpoint of(
      List<Path> files, Shares shares, Engine engine, Consumer<String> tell) {
    List<CheckpointWeights> opened = new ArrayList<>();
    try {
      for (Path file : files) {
        CheckpointWeights weights = CheckpointWeights.open(file);
        opened.add(weights);
        checkSame(opened.get(0), weights);
        weights.notes().forEach(tell);
        KeptTemperature.tellLeft(weights.card(), file, tell);
      }
      ComputationGraph mean = mean(opened, shares, engine);
      if (NormStatistics.areIn(mean)) {
        tell.accept("the running statistics of batch norm are averaged too");
      }
      return new Checkpoint(mean, TrainingState.start(), card(opened, shares));
    } finally {
      opened.forEach(CheckpointWeights::close);
    }
  }

  private static void checkSame(CheckpointWeights first, CheckpointWeights other) {
    ModelCard one = first.card();
    ModelCard two = other.card();
    checkSame(first, other, "network", one.model(), two.model());
    checkSame(first, other, "shape of the network", one.options(), two.options());
    checkSame(first, other, "classes", one.labels(), two.labels());
    checkSame(first, other, "preprocessing", one.preprocessing(), two.preprocessing());
  }

  private static void checkSame(
      CheckpointWeights first, CheckpointWeights other, String what, Object one, Object two) {
    if (!one.equals(two)) {
      throw new UsageException(
          "the %s must be the same in all checkpoints; %s has %s, %s has %s"
              .formatted(what, first.file(), one, other.file(), two));
    }
  }

  /** The running mean stays within the values, where a sum of many would lose digits. */
  private static ComputationGraph mean(List<CheckpointWeights> all, Shares shares, Engine engine) {
    ComputationGraph mean = all.get(0).classifier(engine);
    ComputationGraph next = all.get(0).classifier(engine);
    for (int i = 1; i < all.size(); i++) {
      all.get(i).load(next, true);
      INDArray step = next.params().sub(mean.params()).muli(shares.partOfSoFar(i));
      mean.params().addi(step);
    }
    return mean;
  }

  private static ModelCard card(List<CheckpointWeights> all, Shares shares) {
    List<String> names =
        all.stream().map(weights -> String.valueOf(weights.file().getFileName())).toList();
    ModelCard first = all.get(0).card();
    boolean sameImages = all.stream().allMatch(each -> isSame(first.data(), each.card().data()));
    return first.asMean(shares.named(names), sameImages);
  }

  private static boolean isSame(String data, String other) {
    return data != null && data.equals(other);
  }
}
