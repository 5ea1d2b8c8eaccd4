package org.dl4jzoo.app;

import java.util.Map;
import java.util.Set;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.setting.SampleRecipe;
import org.dl4jzoo.app.train.InitialWeights;
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

  /** What ranks networks is a classifier on features of their weights, as finetune begins with. */
  @Override
  void checkOpen() {
    throw new UsageException(
        "model auto chooses among pretrained weights, which is for zoo finetune; zoo train needs a"
            + " network's name");
  }

  @Override
  void fillIn(Map<String, Object> settings, Set<String> chosen, InitialWeights weights) {
    super.fillIn(settings, chosen, weights);
    SampleRecipe.fillIn(settings, chosen, display()::line);
  }
}
