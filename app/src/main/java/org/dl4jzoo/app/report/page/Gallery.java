package org.dl4jzoo.app.report.page;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dl4jzoo.app.evaluate.LabelledPrediction;
import org.dl4jzoo.data.folder.Example;

/**
 * The images that can be looked at on the page.
 *
 * @param pictures of each cell of the confusion matrix some: of mistakes the most confident first,
 *     of hits the least confident first
 */
public record Gallery(List<Picture> pictures) {

  private static final int MISTAKES_A_CELL = 48;

  /**
   * All of the least confident hits may be in one cell, and they are shown beside the matrix too.
   */
  static final int HITS_A_CELL = 12;

  /** With a thumbnail of 5 KB this makes 10 MB. */
  private static final int MOST = 2000;

  /**
   * An image with what was said of it.
   *
   * @param file its path below the folder of the images
   * @param actual its class
   * @param predicted the class it was given to
   * @param confidence the probability of that
   * @param source a data URI of the thumbnail
   */
  public record Picture(String file, int actual, int predicted, double confidence, String source) {}

  /** Copies the list. */
  public Gallery {
    pictures = List.copyOf(pictures);
  }

  /** Which of the predictions are shown. */
  public static List<LabelledPrediction> choose(List<LabelledPrediction> predictions) {
    Map<List<Integer>, List<LabelledPrediction>> cells = new TreeMap<>(CELL_ORDER);
    for (LabelledPrediction prediction : predictions) {
      cells
          .computeIfAbsent(
              List.of(prediction.label(), prediction.predicted()), unused -> new ArrayList<>())
          .add(prediction);
    }
    return Stream.concat(
            cells.values().stream().filter(cell -> !cell.get(0).correct()),
            cells.values().stream().filter(cell -> cell.get(0).correct()))
        .flatMap(Gallery::some)
        .limit(MOST)
        .toList();
  }

  private static final Comparator<List<Integer>> CELL_ORDER =
      Comparator.<List<Integer>>comparingInt(cell -> cell.get(0))
          .thenComparingInt(cell -> cell.get(1));

  private static Stream<LabelledPrediction> some(List<LabelledPrediction> cell) {
    boolean correct = cell.get(0).correct();
    Comparator<LabelledPrediction> rising =
        Comparator.comparingDouble(LabelledPrediction::confidence);
    return cell.stream()
        .sorted(correct ? rising : rising.reversed())
        .limit(correct ? HITS_A_CELL : MISTAKES_A_CELL);
  }

  /**
   * The pictures of these predictions.
   *
   * @param thumbnails JPEGs by the image's path; one without is left out
   */
  static Gallery of(List<LabelledPrediction> predictions, Map<String, byte[]> thumbnails) {
    List<Picture> pictures = new ArrayList<>();
    for (LabelledPrediction prediction : predictions) {
      String file = prediction.example().name();
      byte[] jpeg = thumbnails.get(file);
      if (jpeg != null) {
        pictures.add(picture(prediction, dataUri(jpeg)));
      }
    }
    return new Gallery(pictures);
  }

  /**
   * Pictures whose thumbnails are elsewhere.
   *
   * @param address of the thumbnail of an image
   */
  public static Gallery at(
      List<LabelledPrediction> predictions, Function<Example, String> address) {
    return new Gallery(
        predictions.stream().map(each -> picture(each, address.apply(each.example()))).toList());
  }

  private static Picture picture(LabelledPrediction prediction, String source) {
    return new Picture(
        prediction.example().name(),
        prediction.label(),
        prediction.predicted(),
        prediction.confidence(),
        source);
  }

  /** A JPEG as the source of an image element, so that the page needs no other file. */
  static String dataUri(byte[] jpeg) {
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
  }

  /** The most confident mistakes. */
  List<Picture> worst(int most) {
    return pictures.stream()
        .filter(picture -> picture.actual() != picture.predicted())
        .sorted(Comparator.comparingDouble(Picture::confidence).reversed())
        .limit(most)
        .toList();
  }

  /** The least confident hits. */
  List<Picture> leastSure(int most) {
    return pictures.stream()
        .filter(picture -> picture.actual() == picture.predicted())
        .sorted(Comparator.comparingDouble(Picture::confidence))
        .limit(most)
        .toList();
  }
}
