package org.dl4jzoo.app.report.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.app.console.Json;
import org.dl4jzoo.app.evaluate.ConfusionMatrix;
import org.dl4jzoo.app.report.Epoch;

/**
 * The page of a training that goes on. It fetches its numbers again and again.
 *
 * @param model the network's name
 * @param run its folder, as people call it
 */
public record LivePage(String model, String run) {

  private static final int PICTURES = 12;

  /** The page, as HTML. */
  public String html() {
    return PageAssets.render("live.jte", this);
  }

  /** What the script begins with, before it has fetched anything. */
  public String data() {
    return Json.line(Map.of("classes", List.of(), "pictures", List.of()));
  }

  /**
   * How the network of an epoch did on the validation images.
   *
   * @param epoch counted from 1
   * @param matrix of these images
   * @param gallery some of them
   */
  public record Validation(int epoch, ConfusionMatrix matrix, Gallery gallery) {

    /** The most frequent confusions. */
    public List<Confusion> confusions() {
      return Confusion.of(matrix, ConfusionMatrix.FEW_CLASSES);
    }

    /** The most confident mistakes. */
    public List<Gallery.Picture> worst() {
      return gallery.worst(PICTURES);
    }

    /** A part of the page, with the data that its script needs, as JSON. */
    public String json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("epoch", epoch);
      json.put("html", PageAssets.render("section/validation.jte", this));
      json.put("classes", matrix.classes());
      json.put("pictures", gallery.pictures());
      return Json.line(json);
    }
  }

  /**
   * Curves over the epochs, as the scripts of all pages take them.
   *
   * @param epochs of the training so far
   */
  public static Map<String, Object> history(List<Epoch> epochs) {
    return ScriptData.history(epochs);
  }

  /** Numbers that JSON can say; what was not measured is null. */
  public static List<Double> numbers(List<Double> values) {
    return ScriptData.values(values, Double::doubleValue);
  }
}
