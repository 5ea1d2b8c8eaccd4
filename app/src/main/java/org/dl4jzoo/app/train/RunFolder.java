package org.dl4jzoo.app.train;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jzoo.app.UsageException;

/** The folder a training leaves: where each of its files is. */
public record RunFolder(Path path) {

  /**
   * Makes the folder of a new run.
   *
   * @throws UsageException if it has something in it, or can't be made or written
   */
  public static RunFolder create(Path path) {
    try {
      Files.createDirectories(path);
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
        if (entries.iterator().hasNext()) {
          throw new UsageException(
              "the output folder %s is not empty; --resume %s goes on with its run"
                  .formatted(path, path));
        }
      }
    } catch (FileAlreadyExistsException e) {
      throw new UsageException("the output %s must be a folder; it is a file".formatted(path));
    } catch (IOException e) {
      throw UsageException.cannotWrite(path, e);
    }
    if (!Files.isWritable(path)) {
      throw new UsageException("cannot write %s: permission denied".formatted(path));
    }
    return new RunFolder(path);
  }

  /**
   * The folder of an earlier run.
   *
   * @throws UsageException if it is none
   */
  public static RunFolder open(Path path) {
    RunFolder run = new RunFolder(path);
    if (!Files.isDirectory(path)) {
      throw new UsageException("there is no run folder %s".formatted(path));
    }
    if (!Files.isRegularFile(run.config())) {
      throw new UsageException(
          "%s is not a run folder: it has no %s".formatted(path, run.config().getFileName()));
    }
    return run;
  }

  /** Every setting of the training. */
  public Path config() {
    return path.resolve("config.yaml");
  }

  /** The checkpoint of the epoch that was best on the validation images. */
  public Path best() {
    return path.resolve("best.zip");
  }

  /** The newest checkpoint. */
  public Path last() {
    return path.resolve("last.zip");
  }

  /** The classes, one a line, in the order of the classifier's outputs. */
  public Path labels() {
    return path.resolve("labels.txt");
  }

  /** What is done to an image before the network sees it. */
  public Path preprocessing() {
    return path.resolve("preprocessing.json");
  }

  /** Which image is in which subset. */
  public Path split() {
    return path.resolve("split.csv");
  }

  /** A row an epoch. */
  public Path metrics() {
    return path.resolve("metrics.csv");
  }

  /** The same as a chart. */
  public Path curves() {
    return path.resolve("curves.png");
  }

  /** Versions, machine and data of the training. */
  public Path environment() {
    return path.resolve("environment.json");
  }

  /** What was logged. */
  public Path log() {
    return path.resolve("run.log");
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
