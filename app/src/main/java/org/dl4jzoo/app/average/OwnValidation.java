package org.dl4jzoo.app.average;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.Evaluator;
import org.dl4jzoo.app.images.OwnImages;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.batch.BatchSettings;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.zoo.inference.Inference;

/**
 * Images that no network of several checkpoints was trained on: the validation images of their run,
 * or of runs that split their images alike.
 */
public final class OwnValidation {

  private static final int BATCH = 32;

  private final ModelCard card;
  private final List<Example> examples;

  private OwnValidation(ModelCard card, List<Example> examples) {
    this.card = card;
    this.examples = List.copyOf(examples);
  }

  /**
   * Finds the images.
   *
   * @param files of the checkpoints
   * @param card of one of their networks
   * @return empty if there are no such images at hand, which is told with its reason
   */
  public static Optional<OwnValidation> of(
      List<Path> files, ModelCard card, ProgressDisplay display) {
    try {
      RunFolder run = commonRun(files);
      List<Example> examples =
          OwnImages.open(run, card, null, null, display).examples(Subset.VALIDATION, display);
      return Optional.of(new OwnValidation(card, examples));
    } catch (UsageException | InvalidDataException e) {
      display.line("no validation accuracy is told: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static RunFolder commonRun(List<Path> files) {
    RunFolder first = runOf(files.get(0));
    for (Path file : files) {
      RunFolder other = runOf(file);
      if (!splitsAlike(first, other)) {
        throw new UsageException(
            "%s and %s split their images differently".formatted(first, other));
      }
    }
    return first;
  }

  private static RunFolder runOf(Path file) {
    return RunFolder.around(file)
        .orElseThrow(() -> new UsageException("no run folder is around %s".formatted(file)));
  }

  private static boolean splitsAlike(RunFolder one, RunFolder other) {
    try {
      return Files.mismatch(one.split(), other.split()) == -1;
    } catch (IOException e) {
      throw UsageException.cannotRead(other.split(), e);
    }
  }

  /**
   * Measures a network.
   *
   * @param name what is measured, for the display
   * @throws UsageException if the network's output is not finite, or no image can be read
   */
  public EvaluationReport measure(ComputationGraph network, String name, ProgressDisplay display) {
    BatchSettings settings =
        BatchSettings.evaluation(card.preprocessing(), card.labels().size(), BATCH);
    try (ImageBatches images = new ImageBatches(examples, settings);
        Inference logits = card.logits(network)) {
      display.start("validating " + name, images.size());
      EvaluationReport report = Evaluator.evaluate(logits, card.labels(), images.epoch(0), display);
      display.done();
      tellSkipped(images, display::line);
      return report;
    }
  }

  private static void tellSkipped(ImageBatches images, Consumer<String> tell) {
    int skipped = images.skipped().size();
    if (skipped == images.size()) {
      throw new UsageException("none of the %d validation images can be read".formatted(skipped));
    }
    if (skipped > 0) {
      tell.accept(
          "%d of %d validation images could not be read and were skipped"
              .formatted(skipped, images.size()));
    }
  }
}
