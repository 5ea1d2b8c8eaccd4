package org.dl4jzoo.app.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.Lookahead;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.zoo.inference.Inference;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares what a classifier says with what is so. */
public final class Evaluator {

  private static final int TOP = 5;
  private static final int MISTAKES_KEPT = 24;

  private final List<String> classes;
  private final int[][] confusion;
  private double lossSum;
  private final List<LabelledPrediction> predictions = new ArrayList<>();
  private int inTop;

  /**
   * An evaluation by several networks, each of some of the images.
   *
   * @param classes names of the K classes
   */
  public Evaluator(List<String> classes) {
    this.classes = classes;
    this.confusion = new int[classes.size()][classes.size()];
  }

  /**
   * Runs the network over labelled images, with its probabilities as they are.
   *
   * @param logits of the network, [N,K]
   * @param classes the names of the K classes
   * @param batches images of the network's shape
   * @param progress hears how many images are done; started and ended by the caller
   * @throws org.dl4jzoo.app.console.UsageException if the network's output is not finite
   */
  public static EvaluationReport evaluate(
      Inference logits, List<String> classes, Iterable<Batch> batches, Progress progress) {
    return evaluate(logits, Scoring.PLAIN, classes, batches, progress);
  }

  /**
   * Runs the network over labelled images.
   *
   * @param logits of the network, [N,K]
   * @param scoring how its outputs become probabilities
   * @param classes the names of the K classes
   * @param batches images of the network's shape, each with the views that the scoring wants
   * @param progress hears how many images are done; started and ended by the caller
   * @throws org.dl4jzoo.app.console.UsageException if the network's output is not finite
   */
  public static EvaluationReport evaluate(
      Inference logits,
      Scoring scoring,
      List<String> classes,
      Iterable<Batch> batches,
      Progress progress) {
    Evaluator evaluator = new Evaluator(classes);
    evaluator.add(logits, scoring, batches, progress);
    return evaluator.report();
  }

  /**
   * Runs a network over labelled images, with its probabilities as they are.
   *
   * @param logits of the network, [N,K]
   * @param batches images of the network's shape
   * @throws org.dl4jzoo.app.console.UsageException if the network's output is not finite
   */
  public void add(Inference logits, Iterable<Batch> batches, Progress progress) {
    add(logits, Scoring.PLAIN, batches, progress);
  }

  private void add(Inference logits, Scoring scoring, Iterable<Batch> batches, Progress progress) {
    int before = predictions.size();
    Lookahead<Batch> left = new Lookahead<>(batches.iterator());
    while (left.hasNext()) {
      try (Batch batch = left.next()) {
        INDArray output = logits.of(batch.images(), () -> left.peek().map(Batch::images));
        float[][] rows = FiniteOutput.rows(output, batch);
        add(scoring.scores(rows), batch.examples());
      }
      progress.step((long) predictions.size() - before);
    }
  }

  private void add(float[][] scores, List<Example> examples) {
    for (int n = 0; n < scores.length; n++) {
      add(scores[n], examples.get(n));
    }
  }

  private void add(float[] scores, Example example) {
    int label = example.label();
    List<Integer> ranked = Ranking.of(scores, TOP);
    confusion[label][ranked.get(0)]++;
    lossSum += CrossEntropy.of(scores, label);
    inTop += ranked.contains(label) ? 1 : 0;
    predictions.add(new LabelledPrediction(example, Logits.softmax(scores)));
  }

  /** What came of all images. */
  public EvaluationReport report() {
    List<Mistake> worst =
        LabelledPrediction.mostConfidentMistakes(predictions, MISTAKES_KEPT).stream()
            .map(Mistake::of)
            .toList();
    int count = predictions.size();
    return new EvaluationReport(
        classes.size() > TOP ? (double) inTop / count : null,
        lossSum / count,
        ConfusionMatrix.of(classes, confusion),
        worst,
        predictions);
  }

  /** Share of the predictions that is right; NaN of none. */
  static double accuracy(List<LabelledPrediction> predictions) {
    return predictions.stream()
        .mapToInt(each -> each.correct() ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }
}
