package org.dl4jzoo.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code zoo train}: trains a network on an image folder and leaves a run folder. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Trains a network on an image folder and leaves a run folder.")
final class TrainCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    return ExitCode.OK;
  }
}
