package org.dl4jzoo.app.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dl4jzoo.app.review.Review;
import org.dl4jzoo.app.review.ReviewedImage;
import org.dl4jzoo.data.folder.Subset;

/** What to do next, in at most {@value #MOST} sentences, what matters most first. */
public final class Advice {

  private static final int MOST = 5;

  /** Of all mistakes: a pair of classes with less isn't worth a sentence. */
  private static final double LEAST_SHARE = 0.25;

  /** Of what each pair would have if all were confused as often. */
  private static final double MORE_THAN_OTHERS = 1.5;

  private static final int LEAST_MISTAKES = 3;
  private static final double MISCALIBRATED = 0.05;

  /** Images of a class below which its numbers say next to nothing. */
  private static final int FEW_IMAGES = 10;

  /** An interval wider than this hides what most changes gain. */
  private static final double WIDE = 0.08;

  private Advice() {}

  /**
   * The sentences.
   *
   * @param report at least one image
   * @param epochs how the training went; empty if that isn't known
   * @param slices parts of the images that were looked at
   * @param review images that a person should look at; null if nobody looked for any
   * @param calibrate the command that calibrates the network; null if none can
   */
  public static List<String> of(
      EvaluationReport report,
      List<Epoch> epochs,
      List<Slice> slices,
      Review review,
      String calibrate) {
    return Stream.of(
            floor(report),
            wrongLabels(review),
            sharedImages(review),
            confusedPair(report.confusion()),
            training(epochs),
            calibration(report, calibrate),
            worstSlice(slices),
            fewImages(report.confusion()),
            width(report))
        .flatMap(Optional::stream)
        .limit(MOST)
        .toList();
  }

  /**
   * The sentences on images that were only looked at.
   *
   * @param review images that a person should look at; null if nobody looked for any
   */
  public static List<String> of(Review review) {
    return Stream.of(wrongLabels(review), sharedImages(review)).flatMap(Optional::stream).toList();
  }

  /**
   * An epoch of the training.
   *
   * @param top1 of the validation images
   * @param loss of the validation images
   */
  public record Epoch(double top1, double loss) {}

  private static Optional<String> floor(EvaluationReport report) {
    Floor floor = Floor.of(report.confusion());
    if (report.confusion().classes().size() < 2 || report.top1Interval().low() > floor.top1()) {
      return Optional.empty();
    }
    return Optional.of(
        "It isn't certain that the network has learned anything: naming %s always is right for %s of these images."
            .formatted(floor.majority(), percent(floor.top1())));
  }

  private static Optional<String> wrongLabels(Review review) {
    boolean believable = review != null && review.isBelievable();
    List<Review.Suspect> suspects = believable ? review.confidentSuspects() : List.of();
    if (suspects.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s mislabelled: the section on labels shows %s, the surest first."
            .formatted(
                groups(suspects.stream().map(Review.Suspect::image)),
                suspects.size() == 1 ? "it" : "them"));
  }

  /** Such as "12 training and 1 test images look". */
  private static String groups(Stream<ReviewedImage> images) {
    Map<String, Long> counts =
        images.collect(
            Collectors.groupingBy(ReviewedImage::group, LinkedHashMap::new, Collectors.counting()));
    String text =
        counts.entrySet().stream()
            .map(group -> ReviewedImage.inWords(group.getValue(), group.getKey()))
            .collect(Collectors.joining(", "))
            .replaceFirst(", ([^,]*)$", " and $1");
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    return text + (all == 1 ? " image looks" : " images look");
  }

  private static Optional<String> sharedImages(Review review) {
    if (review == null) {
      return Optional.empty();
    }
    long shared =
        review.twins().stream()
            .filter(Review.Twins::acrossGroups)
            .flatMap(twins -> Stream.of(twins.first(), twins.second()))
            .filter(image -> !image.group().equals(Subset.TRAIN.toString()))
            .distinct()
            .count();
    return shared == 0
        ? Optional.empty()
        : Optional.of(
            "%s the same as images of another subset: the accuracy on them says too much."
                .formatted(shared == 1 ? "1 image looks" : shared + " images look"));
  }

  private static Optional<String> confusedPair(ConfusionMatrix confusion) {
    int all = confusion.total() - (int) Math.round(confusion.accuracy() * confusion.total());
    List<Pair> pairs = pairs(confusion);
    return pairs.stream()
        .max(Comparator.comparingInt(Pair::mistakes))
        .filter(pair -> pair.mistakes() >= LEAST_MISTAKES)
        .filter(pair -> pair.mistakes() >= LEAST_SHARE * all)
        .filter(pair -> pair.mistakes() * pairs.size() >= MORE_THAN_OTHERS * all)
        .map(
            pair ->
                "%s and %s are %d of the %d mistakes: look at these images first, for wrong labels, and for what tells the two apart."
                    .formatted(pair.first(), pair.second(), pair.mistakes(), all));
  }

  private record Pair(String first, String second, int mistakes) {}

  private static List<Pair> pairs(ConfusionMatrix confusion) {
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < confusion.classes().size(); a++) {
      for (int b = 0; b < a; b++) {
        pairs.add(
            new Pair(
                confusion.classes().get(b),
                confusion.classes().get(a),
                confusion.count(a, b) + confusion.count(b, a)));
      }
    }
    return pairs;
  }

  private static Optional<String> training(List<Epoch> epochs) {
    int best = -1;
    for (int e = 0; e < epochs.size(); e++) {
      if (best < 0 || epochs.get(e).top1() > epochs.get(best).top1()) {
        best = e;
      }
    }
    if (epochs.size() >= 3 && best == epochs.size() - 1) {
      return Optional.of(
          "The last epoch was the best on the validation images: train longer (--epochs).");
    }
    if (best >= 0
        && best < epochs.size() / 2
        && epochs.get(epochs.size() - 1).loss() > 1.2 * epochs.get(best).loss()) {
      return Optional.of(
          "After epoch %d of %d the validation loss rose: more images, more augmentation or more weight decay would help, more epochs would not."
              .formatted(best + 1, epochs.size()));
    }
    return Optional.empty();
  }

  private static Optional<String> calibration(EvaluationReport report, String calibrate) {
    Calibration calibration = Calibration.of(report.predictions());
    double over = calibration.overconfidence();
    if (Math.abs(over) < MISCALIBRATED || !calibration.isMiscalibrated()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "Its probabilities are too %s by %.0f points%s",
            over > 0 ? "sure" : "modest",
            100 * Math.abs(over),
            whatHelps(report.recalibration(), calibrate)));
  }

  private static String whatHelps(Recalibration recalibration, String calibrate) {
    if (recalibration != null && recalibration.applied()) {
      return ", calibrated as they are: these images differ from those it was calibrated on.";
    }
    boolean helps = recalibration == null || recalibration.helps();
    return calibrate != null && helps
        ? ": %s sets that right.".formatted(calibrate)
        : ": don't read them as chances of being right.";
  }

  private static Optional<String> worstSlice(List<Slice> slices) {
    return slices.stream()
        .filter(slice -> slice.isOfImages() && slice.isWorse(slices.size()))
        .min(Comparator.comparingDouble(Slice::pValue))
        .map(
            slice ->
                "Images with %s %s are harder than the others (%s right): more of them in training would help."
                    .formatted(slice.property(), slice.values(), percent(slice.accuracy())));
  }

  /** Of a class without images nothing is said that could be chance. */
  private static Optional<String> fewImages(ConfusionMatrix confusion) {
    List<String> few =
        confusion.perClass().stream()
            .filter(metrics -> metrics.support() > 0 && metrics.support() < FEW_IMAGES)
            .map(ClassMetrics::name)
            .toList();
    if (few.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s fewer than %d images here: what is said of %s is mostly chance."
            .formatted(
                few.size() == 1 ? few.get(0) + " has" : "%d classes have".formatted(few.size()),
                FEW_IMAGES,
                few.size() == 1 ? "it" : "each of them"));
  }

  private static Optional<String> width(EvaluationReport report) {
    Interval interval = report.top1Interval();
    double width = interval.high() - interval.low();
    if (width < WIDE) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d images tell the accuracy to ±%.0f points: a change that gains less can't be seen on them.",
            report.count(),
            50 * width));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
