package org.dl4jzoo.app;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jzoo.app.train.InitialWeights;
import picocli.CommandLine.Command;

/** {@code zoo finetune}: {@code zoo train} with the defaults that pretrained weights want. */
@Command(
    name = "finetune",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false,
    modelTransformer = FinetuneCommand.Flags.class,
    description = {
      "Trains a network that begins with pretrained weights on an image folder of other classes.",
      "First the new classifier alone is fitted, to features that are computed once and kept; then"
          + " the layers of small maps, or those of --unfreeze, are trained at a lower rate."
    })
final class FinetuneCommand extends TrainingCommand {

  /**
   * Of few images none is spent on a test: the last epoch is kept, so validation chooses nothing.
   */
  private static final List<Double> SPLIT = List.of(0.9, 0.1, 0.0);

  @Override
  void fillIn(Map<String, Object> settings, Set<String> chosen, InitialWeights weights) {
    weights.completeForFinetuning(settings);
    if (settings.get("patience") == null) {
      settings.putIfAbsent("keep", "last");
    }
    if (settings.get("folds") == null) {
      settings.putIfAbsent("split", SPLIT);
    }
  }

  /** The flags of {@code zoo train} with other defaults. */
  static final class Flags extends SettingFlags {

    Flags() {
      super(
          Map.ofEntries(
              Map.entry("model", "mobilenetv2"),
              Map.entry("weights", "imagenet"),
              Map.entry("head-epochs", "auto"),
              Map.entry("epochs", "10"),
              Map.entry("warmup-epochs", "1"),
              Map.entry("learning-rate", "3e-4"),
              Map.entry("optimizer", "adamw"),
              Map.entry("weight-decay", "0.01"),
              Map.entry("augment", "strong"),
              Map.entry("label-smoothing", "0.1"),
              Map.entry("ema-decay", "0.99"),
              Map.entry("norm-statistics", "fixed")));
    }
  }
}
