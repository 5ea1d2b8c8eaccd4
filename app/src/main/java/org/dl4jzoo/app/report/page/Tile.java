package org.dl4jzoo.app.report.page;

import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.Floor;

/**
 * A number of the headline.
 *
 * @param name of the metric
 * @param value of the network
 * @param floor the same of naming the largest class always
 * @param meaning how to read it, in a sentence
 */
public record Tile(String name, String value, String floor, String meaning) {

  /** The numbers beside top-1. */
  static List<Tile> of(EvaluationReport report, Floor floor) {
    List<Tile> tiles = new ArrayList<>();
    if (report.top5() != null) {
      tiles.add(
          new Tile(
              "Top-5",
              Words.percent(report.top5()),
              "",
              "The right class is among the five most probable."));
    }
    tiles.add(
        new Tile(
            "Balanced accuracy",
            Words.percent(report.confusion().balancedAccuracy()),
            Words.percent(floor.balancedAccuracy()),
            "Mean recall: each class counts the same, however many images it has."));
    tiles.add(
        new Tile(
            "Macro F1",
            Words.number(report.confusion().macroF1()),
            Words.number(floor.macroF1()),
            "Mean over the classes of F1, which joins precision and recall."));
    tiles.add(
        new Tile(
            "Log loss",
            Words.number(report.loss()),
            Words.number(floor.loss()),
            "Cross-entropy in nats: 0 is perfect, and confident mistakes cost most."));
    tiles.add(
        new Tile(
            "MCC",
            Words.number(report.confusion().matthewsCorrelation()),
            Words.number(0),
            "Matthews' correlation of prediction and truth: 1 is perfect, 0 is guessing."));
    return tiles;
  }
}
