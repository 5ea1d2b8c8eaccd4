package org.dl4jzoo.app.report;

import java.util.List;

/**
 * The result of an evaluation.
 *
 * @param top5 share of the images whose class is among the five most probable; null with five
 *     classes or fewer, where it says nothing
 * @param loss mean cross-entropy, in nats
 * @param confusion predictions of each class
 * @param worst the most confident mistakes, the most confident first
 */
public record EvaluationReport(
    Double top5, double loss, ConfusionMatrix confusion, List<Mistake> worst) {

  /** Copies the list. */
  public EvaluationReport {
    worst = List.copyOf(worst);
  }

  /** Share of the images whose class is the most probable one. */
  public double top1() {
    return confusion.accuracy();
  }

  /** Number of images. */
  public int count() {
    return confusion.total();
  }
}
