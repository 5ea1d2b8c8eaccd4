package org.dl4jzoo.app;

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
final class TrainCommand extends TrainingCommand {}
