package org.dl4jzoo.app.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.dl4jzoo.app.console.ByteSize;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.UsageException;

/**
 * The checkpoints of several of the best epochs of a run. Their names, such as {@code
 * top-0.91667-epoch-0012.zip}, sort them by their validation accuracy.
 *
 * @param run in whose folder they are
 * @param most how many are kept; 0 for none
 */
public record TopCheckpoints(RunFolder run, int most) {

  private static final String ANY_NAME = "top-*-epoch-*.zip";

  /** An epoch is better, or as good and earlier, as it is for {@code best.zip}. */
  private static final Comparator<EpochMetrics> BEST_FIRST =
      (a, b) -> a.betterThan(b) ? -1 : b.betterThan(a) ? 1 : Integer.compare(a.epoch(), b.epoch());

  /**
   * Those of a run, the least accurate first.
   *
   * @throws UsageException if the folder can't be read
   */
  public static List<Path> of(RunFolder run) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(run.path(), ANY_NAME)) {
      found.forEach(files::add);
    } catch (IOException e) {
      throw UsageException.cannotRead(run.path(), e);
    }
    files.sort(Comparator.comparing(Path::getFileName));
    return files;
  }

  /** Where the checkpoint of an epoch is, if it is kept. */
  public Path file(EpochMetrics epoch) {
    return run.path()
        .resolve(
            String.format(
                Locale.ROOT, "top-%.5f-epoch-%04d.zip", epoch.validationTop1(), epoch.epoch()));
  }

  /**
   * Whether the last epoch of a training is one of the best, of those whose checkpoints there are.
   */
  public boolean takes(TrainingState state) {
    List<EpochMetrics> history = state.history();
    return most > 0 && best(state).contains(history.get(history.size() - 1));
  }

  /**
   * Keeps the checkpoint of an epoch.
   *
   * @param checkpoint the epoch's {@code best.zip}, or the file that is to be kept itself
   * @param tell hears, once in a run, how much of the disk they take
   * @throws UsageException if the disk is full or the folder can't be written
   */
  public void add(Path checkpoint, EpochMetrics epoch, Consumer<String> tell) {
    Path file = file(epoch);
    if (of(run).stream().allMatch(file::equals)) {
      long bytes = OutputFile.size(checkpoint);
      tell.accept(
          "save-top %d: the checkpoints of the best epochs take up to %s, %s each"
              .formatted(most, new ByteSize(most * bytes), new ByteSize(bytes)));
    }
    if (!checkpoint.equals(file)) {
      OutputFile.duplicate(checkpoint, file);
    }
  }

  /**
   * Deletes the checkpoints that the last epoch has pushed out, and those of epochs that the
   * training doesn't know any more, as it was rolled back.
   *
   * @throws UsageException if one can't be deleted
   */
  public void prune(TrainingState state) {
    if (most == 0) {
      return;
    }
    List<Path> kept = best(state).stream().map(this::file).toList();
    for (Path file : of(run)) {
      if (!kept.contains(file)) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          throw UsageException.cannotWrite(file, e);
        }
      }
    }
  }

  /** The best epochs, of those that have a checkpoint and the last one, which gets it now. */
  private List<EpochMetrics> best(TrainingState state) {
    int last = state.history().size();
    return state.history().stream()
        .filter(epoch -> epoch.epoch() == last || Files.exists(file(epoch)))
        .filter(epoch -> epoch.betterThan(null))
        .sorted(BEST_FIRST)
        .limit(most)
        .toList();
  }
}
