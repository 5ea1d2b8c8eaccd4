package org.dl4jzoo.app.review;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dl4jzoo.app.regression.LogisticRegression;
import org.dl4jzoo.app.regression.Standardization;
import org.dl4jzoo.data.Progress;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Images that a person should look at.
 *
 * @param images how many were looked at, by group
 * @param suspects those whose label may be wrong, the surest first
 * @param estimatedErrors how many labels are wrong, estimated
 * @param outliers those that are far from their class, the farthest first, the suspects left out
 * @param twins pairs that look almost the same, the most alike first
 * @param places where all images lie in the two directions in which their features differ most
 * @param placesShare of the features' variance that lies in these directions
 */
public record Review(
    Map<String, Integer> images,
    List<Suspect> suspects,
    double estimatedErrors,
    List<Outlier> outliers,
    List<Twins> twins,
    List<Place> places,
    double placesShare) {

  /**
   * How alike the features of two images must be to count as one picture: the cosine of the angle
   * between them. Of 1,250 photos of flowers two pairs reach it with MobileNetV2's features, each
   * the same picture twice; other pictures of the same kind come to 0.91.
   */
  public static final double SAME_PICTURE = 0.93;

  /** No picture or label is judged by less than a hundredth of a probability. */
  private static final double TOLERANCE = 1e-4;

  /** Share of the labels; sets of images that people use have up to a tenth. */
  private static final double MOST_ERRORS = 0.15;

  /** Of one fifth of the images each other fifth is told apart by; fewer would be noise. */
  public static final int LEAST_IMAGES = 20;

  /**
   * An image whose label may be wrong.
   *
   * @param image it
   * @param suggested index of the class that it looks like
   * @param probability of that class
   * @param margin the probability of its label less that of this class
   * @param confident whether the label looks wrong, and not only doubtful
   */
  public record Suspect(
      ReviewedImage image, int suggested, double probability, double margin, boolean confident) {}

  /**
   * An image unlike its class.
   *
   * @param image it
   * @param excess how far its distance is beyond the class's upper quartile, as a multiple of the
   *     distance between the quartiles
   */
  public record Outlier(ReviewedImage image, double excess) {}

  /**
   * Two images that look almost the same.
   *
   * @param first one of them
   * @param second the other
   * @param cosine of the angle between their features
   */
  public record Twins(ReviewedImage first, ReviewedImage second, double cosine) {

    /** Whether they have different labels, of which one must be wrong. */
    public boolean contradict() {
      return first.label() != second.label();
    }

    /** Whether a network is tested on what it was trained on, or the like. */
    public boolean acrossGroups() {
      return !first.group().equals(second.group());
    }
  }

  /**
   * Where an image lies.
   *
   * @param image it
   * @param x in the direction in which features differ most
   * @param y in the one in which they differ most besides
   */
  public record Place(ReviewedImage image, double x, double y) {}

  /** Copies lists and counts. */
  public Review {
    images = new LinkedHashMap<>(images);
    suspects = List.copyOf(suspects);
    outliers = List.copyOf(outliers);
    twins = List.copyOf(twins);
    places = List.copyOf(places);
  }

  /** The images whose label looks wrong, the surest first. */
  public List<Suspect> confidentSuspects() {
    return suspects.stream().filter(Suspect::confident).toList();
  }

  /**
   * Whether the features tell the classes apart well enough to doubt labels. Where more labels than
   * this seem wrong, it is the network that doesn't know the classes.
   */
  public boolean isBelievable() {
    int all = images.values().stream().mapToInt(Integer::intValue).sum();
    return estimatedErrors <= MOST_ERRORS * all;
  }

  /** Whether there are enough images, of two classes at least, for a look at them. */
  public static boolean isPossible(List<ReviewedImage> images) {
    return images.size() >= LEAST_IMAGES
        && images.stream().mapToInt(ReviewedImage::label).distinct().count() > 1;
  }

  /**
   * Looks at images.
   *
   * @param images for which it {@link #isPossible}
   * @param features of the images [N,D], double
   * @param classes how many there are
   */
  public static Review of(
      List<ReviewedImage> images, INDArray features, int classes, Progress progress) {
    INDArray standard = Standardization.of(features).apply(features);
    int[] labels = images.stream().mapToInt(ReviewedImage::label).toArray();
    ConfidentLearning confident =
        new ConfidentLearning(
            labels,
            CrossValidation.probabilities(
                standard, labels, classes, regression(standard), progress));
    List<Suspect> suspects =
        confident.suspects().stream()
            .map(
                found ->
                    new Suspect(
                        images.get(found.row()),
                        found.suggested(),
                        found.probability(),
                        found.margin(),
                        found.confident()))
            .toList();
    Set<ReviewedImage> suspected =
        suspects.stream()
            .filter(Suspect::confident)
            .map(Suspect::image)
            .collect(Collectors.toSet());
    List<Outlier> outliers =
        Outliers.of(standard, labels, classes).stream()
            .map(far -> new Outlier(images.get(far.row()), far.excess()))
            .filter(outlier -> !suspected.contains(outlier.image()))
            .toList();
    PrincipalComponents components = PrincipalComponents.of(standard);
    return new Review(
        counts(images),
        suspects,
        confident.estimatedErrors(),
        outliers,
        twins(images, features),
        places(images, components.places(standard)),
        components.share());
  }

  /**
   * scikit-learn's default penalty for rows of length 1; standardized, they are as long as the root
   * of the number of their features. A weaker one would learn the wrong labels too.
   */
  private static LogisticRegression regression(INDArray standard) {
    return new LogisticRegression(standard.columns(), TOLERANCE);
  }

  private static List<Place> places(List<ReviewedImage> images, double[][] places) {
    return IntStream.range(0, places.length)
        .mapToObj(n -> new Place(images.get(n), places[n][0], places[n][1]))
        .toList();
  }

  private static Map<String, Integer> counts(List<ReviewedImage> images) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    images.forEach(image -> counts.merge(image.group(), 1, Integer::sum));
    return counts;
  }

  /** Of one group and one label, twins cost little; there they are left out if there are groups. */
  private static List<Twins> twins(List<ReviewedImage> images, INDArray features) {
    boolean groups = images.stream().map(ReviewedImage::group).distinct().count() > 1;
    return Lookalikes.of(
            features,
            SAME_PICTURE,
            (first, second) ->
                !groups
                    || !images.get(first).group().equals(images.get(second).group())
                    || images.get(first).label() != images.get(second).label())
        .stream()
        .map(pair -> new Twins(images.get(pair.first()), images.get(pair.second()), pair.cosine()))
        .toList();
  }
}
