package org.dl4jzoo.app.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dl4jzoo.app.evaluate.LabelledPrediction;
import org.dl4jzoo.app.review.Review;
import org.dl4jzoo.data.folder.Example;

/**
 * Where the images of an evaluation lie in the two directions in which the network's features of
 * all images differ most.
 *
 * @param points the mistakes first
 * @param neighbours of each class, the one whose middle is nearest on the map
 * @param share of the features' variance that the two directions hold
 * @param sources data URIs of thumbnails, by file; of images that the gallery doesn't have
 * @param count how many images were evaluated; where there are many, not all have a point
 */
public record FeatureMap(
    List<Point> points, List<Neighbour> neighbours, double share, Thumbnails sources, int count) {

  /** More can't be told apart, and would make the page large. */
  private static final int MOST = 300;

  private static final double WIDTH = 720;
  private static final double HEIGHT = 460;
  private static final double MARGIN = 14;

  /**
   * An image; numbers are in pixels of the picture.
   *
   * @param x from the left
   * @param y from the top
   * @param prediction what was said of it
   */
  public record Point(String x, String y, LabelledPrediction prediction) {}

  /**
   * A class and the one nearest to it.
   *
   * @param label its index
   * @param nearest index of the other class
   * @param images how many of its images were evaluated
   * @param mistakes how many of these were given to another class
   */
  public record Neighbour(int label, int nearest, int images, long mistakes) {}

  private record Place(LabelledPrediction prediction, double x, double y) {}

  /** Copies the lists. */
  public FeatureMap {
    points = List.copyOf(points);
    neighbours = List.copyOf(neighbours);
  }

  /**
   * The map of predictions.
   *
   * @param gallery whose pictures the map uses too
   * @param group which of the review's images they are of
   * @return null if there are not two of them in the review
   */
  static FeatureMap of(
      List<LabelledPrediction> predictions,
      Gallery gallery,
      String group,
      Review review,
      int classes) {
    Map<String, Review.Place> byName = new HashMap<>();
    review.places().stream()
        .filter(place -> place.image().group().equals(group))
        .forEach(place -> byName.put(place.image().example().name(), place));
    List<Place> places = new ArrayList<>();
    for (LabelledPrediction prediction : predictions) {
      Review.Place place = byName.get(prediction.example().name());
      if (place != null) {
        places.add(new Place(prediction, place.x(), place.y()));
      }
    }
    if (places.size() < 2) {
      return null;
    }
    List<Point> points = points(places);
    return new FeatureMap(
        points,
        neighbours(places, classes),
        review.placesShare(),
        thumbnails(points, gallery),
        predictions.size());
  }

  private static Thumbnails thumbnails(List<Point> points, Gallery gallery) {
    Set<String> known =
        gallery.pictures().stream().map(Gallery.Picture::file).collect(Collectors.toSet());
    return Thumbnails.of(
        points.stream()
            .map(point -> point.prediction().example())
            .filter(example -> !known.contains(example.name()))
            .map(Example::file)
            .toList());
  }

  /**
   * What the script tells of the points: file, class, prediction, and the thumbnail if it is here.
   */
  List<List<Object>> data() {
    return points.stream()
        .map(
            point -> {
              Example example = point.prediction().example();
              return List.<Object>of(
                  example.name(),
                  example.label(),
                  point.prediction().predicted(),
                  sources.source(example.file()).orElse(""));
            })
        .toList();
  }

  private static List<Point> points(List<Place> places) {
    Map<Boolean, List<Place>> byHit =
        places.stream().collect(Collectors.partitioningBy(place -> place.prediction().correct()));
    List<Place> mistakes = some(byHit.get(false), MOST / 2);
    List<Place> hits = some(byHit.get(true), MOST - mistakes.size());
    List<Place> shown = Stream.concat(mistakes.stream(), hits.stream()).toList();
    double[] x = range(shown.stream().mapToDouble(Place::x).toArray());
    double[] y = range(shown.stream().mapToDouble(Place::y).toArray());
    return shown.stream()
        .map(
            place ->
                new Point(
                    pixels((place.x() - x[0]) / x[1], WIDTH),
                    pixels(1 - (place.y() - y[0]) / y[1], HEIGHT),
                    place.prediction()))
        .toList();
  }

  /** So many of them, from all classes, as these come one after the other. */
  private static List<Place> some(List<Place> all, int most) {
    int count = Math.min(most, all.size());
    return IntStream.range(0, count)
        .mapToObj(n -> all.get((int) ((long) n * all.size() / count)))
        .toList();
  }

  /** The least of some numbers, and how far the largest is from it. */
  private static double[] range(double[] values) {
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    return new double[] {least, most > least ? most - least : 1};
  }

  private static String pixels(double share, double size) {
    return String.format(Locale.ROOT, "%.1f", MARGIN + share * (size - 2 * MARGIN));
  }

  private static List<Neighbour> neighbours(List<Place> places, int classes) {
    Map<Integer, List<Place>> byClass = new HashMap<>();
    places.forEach(
        place ->
            byClass
                .computeIfAbsent(place.prediction().label(), unused -> new ArrayList<>())
                .add(place));
    return IntStream.range(0, classes)
        .filter(byClass::containsKey)
        .filter(unused -> byClass.size() > 1)
        .mapToObj(
            label ->
                new Neighbour(
                    label,
                    byClass.keySet().stream()
                        .filter(other -> other != label)
                        .min(
                            Comparator.comparingDouble(
                                other -> distance(byClass.get(label), byClass.get(other))))
                        .orElseThrow(),
                    byClass.get(label).size(),
                    byClass.get(label).stream()
                        .filter(place -> !place.prediction().correct())
                        .count()))
        .toList();
  }

  private static double distance(List<Place> first, List<Place> second) {
    double x =
        mean(first.stream().mapToDouble(Place::x)) - mean(second.stream().mapToDouble(Place::x));
    double y =
        mean(first.stream().mapToDouble(Place::y)) - mean(second.stream().mapToDouble(Place::y));
    return Math.hypot(x, y);
  }

  private static double mean(DoubleStream values) {
    return values.average().orElseThrow();
  }
}
