package org.dl4jzoo.app.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.feature.BackboneKey;
import org.dl4jzoo.app.feature.FeatureExtractor;
import org.dl4jzoo.app.feature.Features;
import org.dl4jzoo.app.review.Review;
import org.dl4jzoo.app.review.ReviewedImage;
import org.dl4jzoo.app.run.ModelCard;
import org.dl4jzoo.data.FreeHeap;
import org.dl4jzoo.data.batch.Augmentation;
import org.dl4jzoo.data.batch.ImageViews;
import org.dl4jzoo.data.file.CacheFolder;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.Models;
import org.dl4jzoo.zoo.model.NetworkCut;
import org.dl4jzoo.zoo.net.ParameterLayer;

/**
 * Finds the images that a person should look at, by the features that a network makes of them. They
 * are kept on disk, so that a second look costs next to nothing.
 */
public final class ImageReview {

  /** Multiply-accumulates that two cores do in some seconds. */
  private static final double QUICK = 1e11;

  /** Of more images than this not even the files are read again without being asked to. */
  private static final int MANY = 20_000;

  /** Five classifiers, each fitted in some fifty steps of two products of matrices. */
  private static final double PRODUCTS = 500;

  private final FeatureExtractor extractor;
  private final long macs;
  private final int classes;
  private final ProgressDisplay display;

  /**
   * A look through a network.
   *
   * @param backbone whose first output are features [N,D]
   * @param options of the network that it is, or is part of
   * @param card of the weights
   * @param engine what computes its layers
   * @param classes of the images
   */
  public ImageReview(
      ComputationGraph backbone,
      ModelOptions options,
      ModelCard card,
      Engine engine,
      int classes,
      ProgressDisplay display) {
    this.extractor =
        new FeatureExtractor(
            backbone,
            new BackboneKey(card.model(), options, engine),
            new ImageViews(card.preprocessing(), Augmentation.OFF),
            CacheFolder.standard());
    this.macs = Models.summary(Models.named(card.model()), options).macs();
    this.classes = classes;
    this.display = display;
  }

  /** A look through the network that classifies the images, by what its classifier reads. */
  public static ImageReview by(
      ComputationGraph classifier, ModelCard card, Engine engine, ProgressDisplay display) {
    return new ImageReview(
        NetworkCut.before(ParameterLayer.CLASSIFIER, classifier).backbone(),
        card.options(),
        card,
        engine,
        card.labels().size(),
        display);
  }

  /**
   * Looks at images if that takes some seconds only.
   *
   * @param count how many there are
   * @param images asked for them only if their features may be on disk, or it is quick anyway
   * @param command what looks at them however long it takes; the user is told if this doesn't
   * @return empty if it would take longer, or can't be done, which is said
   */
  public Optional<Review> ofFew(int count, Supplier<List<ReviewedImage>> images, String command) {
    if (isQuick(count, count) || (count <= MANY && extractor.keepsAny())) {
      List<ReviewedImage> all = images.get();
      int missing = extractor.missing(all.stream().map(ReviewedImage::example).toList());
      if (isQuick(all.size(), missing)) {
        return of(all);
      }
    }
    display.line(
        "wrong labels were not looked for among the %,d images: it would take long; %s does it"
            .formatted(count, command));
    return Optional.empty();
  }

  /**
   * Whether a look at images takes some seconds only.
   *
   * @param missing how many of them have no features on disk
   */
  private boolean isQuick(int count, int missing) {
    double numbers = (double) count * extractor.length();
    double fitting = numbers * PRODUCTS * classes;
    double comparing = numbers * count;
    return (double) missing * macs + fitting + comparing <= QUICK;
  }

  /**
   * Looks at images.
   *
   * @return empty if it can't be done, which is said
   */
  public Optional<Review> of(List<ReviewedImage> images) {
    long values = (long) images.size() * extractor.length();
    if (8 * values * Float.BYTES > FreeHeap.bytes()) {
      display.line(
          "wrong labels were not looked for: the features of %,d images don't fit in memory"
              .formatted(images.size()));
      return Optional.empty();
    }
    Map<Example, String> groups = new LinkedHashMap<>();
    images.forEach(image -> groups.put(image.example(), image.group()));
    Features features =
        extractor.extract(List.copyOf(groups.keySet()), 1, () -> false, display).orElseThrow();
    List<ReviewedImage> read =
        features.examples().stream()
            .map(example -> new ReviewedImage(example, groups.get(example)))
            .toList();
    if (!Review.isPossible(read)) {
      display.line(
          "wrong labels were not looked for, which takes %d images of two classes"
              .formatted(Review.LEAST_IMAGES));
      return Optional.empty();
    }
    return Optional.of(Review.of(read, features.firstViews(), classes, display));
  }
}
