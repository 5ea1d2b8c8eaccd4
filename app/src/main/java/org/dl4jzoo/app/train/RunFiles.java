package org.dl4jzoo.app.train;

import java.io.IOException;
import org.dl4jzoo.app.backend.SelectedBackend;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.Printable;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.setting.ConfigFile;
import org.dl4jzoo.data.folder.Unreadable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a run that tell what it is: settings, classes, preprocessing, split, machine. */
final class RunFiles {

  private static final Logger LOG = LoggerFactory.getLogger(RunFiles.class);

  private RunFiles() {}

  /**
   * Writes them, and into the log which images can't be read.
   *
   * @throws UsageException if the disk is full or the folder can't be written
   */
  static void write(RunFolder run, TrainingStart start, SelectedBackend backend) {
    TrainingData data = start.data();
    data.split().unreadable().forEach(RunFiles::noteLeftOut);
    ConfigFile.write(run.config(), start.config());
    OutputFile.write(run.labels(), String.join("\n", data.classes()) + "\n");
    try {
      data.preprocessing().write(run.preprocessing());
      data.split().write(run.split());
    } catch (IOException e) {
      throw UsageException.cannotWrite(run.path(), e);
    }
    OutputFile.write(
        run.environment(),
        Json.pretty(
            RunEnvironment.describe(
                backend, start.config().engine(), data, start.checkpoint().card().weights())));
  }

  /** In the log only: there may be thousands of them. */
  private static void noteLeftOut(Unreadable image) {
    LOG.info("left out: {}: {}", Printable.line(image.example().name()), image.reason());
  }
}
