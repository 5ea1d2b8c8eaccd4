package org.dl4jzoo.app;

import java.util.Map;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.images.DataSource;
import org.dl4jzoo.app.train.InitialWeights;
import org.dl4jzoo.zoo.model.Architecture;
import org.dl4jzoo.zoo.model.Models;
import picocli.CommandLine.Command;

/** {@code zoo train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false,
    modelTransformer = SettingFlags.class,
    description = {
      "Trains a network on an image folder and leaves a run folder.",
      "Without any flag it trains on flowers drawn for the purpose, in a few minutes."
    })
final class TrainCommand extends TrainingCommand {

  /** Of the 224 that they are drawn in: a fifth of the work. */
  private static final int SAMPLE_SIZE = 96;

  /** What ranks networks is a classifier on features of their weights, as finetune begins with. */
  @Override
  void checkOpen() {
    throw new UsageException(
        "model auto chooses among pretrained weights, which is for zoo finetune; zoo train needs a"
            + " network's name");
  }

  @Override
  void fillIn(Map<String, Object> settings, InitialWeights weights) {
    super.fillIn(settings, weights);
    Architecture network = Models.named((String) settings.get("model"));
    if (DataSource.SAMPLE.equals(settings.get("data"))
        && settings.get("image-size") == null
        && Models.averagesLastMap(network)) {
      settings.put("image-size", SAMPLE_SIZE);
      display()
          .line(
              "image-size %d for the drawn flowers, so that it takes minutes; --image-size %d takes them as they are"
                  .formatted(SAMPLE_SIZE, network.info().image().height()));
    }
  }
}
