package org.dl4jzoo.app.train;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.Evaluator;
import org.dl4jzoo.app.observe.TrainingObserver;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.setting.TrainConfig;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.folder.Subset;
import org.dl4jzoo.zoo.inference.Inference;

/**
 * The trainings of a cross-validation. Each leaves out one fold of the images and is tested on it,
 * so that every image tests a network that never saw it. Each has a run folder of its own inside
 * that of the training on all images.
 *
 * @param config of the training on all images
 * @param run its folder
 */
record FoldTrainings(TrainConfig config, RunFolder run, ProgressDisplay display) {

  /**
   * Trains on what is left of the folds.
   *
   * @return whether all are done; false if one was told to stop
   */
  boolean train(TrainingObserver onlooker) {
    for (int fold : folds()) {
      display.line("fold %d of %d".formatted(fold, config.folds()));
      if (TrainingRun.ofFold(config(fold), made(fold), display, onlooker).stopped()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Tests each fold's network on the images that it never saw.
   *
   * @param all the images of the training
   * @return what the networks say of all images
   */
  EvaluationReport evaluate(TrainingData all) {
    Evaluator evaluator = new Evaluator(all.classes());
    for (int fold : folds()) {
      RunFolder folder = folder(fold);
      Checkpoint kept = Checkpoint.read(folder.best());
      config.execution().install(kept.network());
      TrainingData data =
          TrainingData.of(config(fold), kept.card().preprocessing(), all.images(), folder.split());
      try (ImageBatches held = data.readOnce(Subset.VALIDATION);
          Inference logits = kept.card().logits(kept.network())) {
        display.start("evaluating fold " + fold, held.size());
        evaluator.add(logits, held.epoch(0), display);
        display.done();
      }
    }
    return evaluator.report();
  }

  private List<Integer> folds() {
    return IntStream.rangeClosed(1, config.folds()).boxed().toList();
  }

  private TrainConfig config(int fold) {
    return config.with("fold", fold);
  }

  private RunFolder folder(int fold) {
    return new RunFolder(run.path().resolve("fold-" + fold));
  }

  private RunFolder made(int fold) {
    RunFolder folder = folder(fold);
    try {
      Files.createDirectories(folder.path());
    } catch (IOException e) {
      throw UsageException.cannotWrite(folder.path(), e);
    }
    return folder;
  }
}
