package org.dl4jzoo.app.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.dl4jzoo.app.SharedFolder;
import org.dl4jzoo.app.feature.BackboneKey;
import org.dl4jzoo.app.feature.FeatureExtractor;
import org.dl4jzoo.app.feature.Features;
import org.dl4jzoo.app.run.TrainedWeights;
import org.dl4jzoo.app.weights.OpenWeights;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.batch.Augmentation;
import org.dl4jzoo.data.batch.ImageViews;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.model.FeaturePooling;
import org.dl4jzoo.zoo.model.Models;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Wrong labels among real photos, found by ImageNet's features. */
class FlowerLabelsTest {

  private static final String WEIGHTS =
      "weights/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5";

  /** What the weights are for: in images of 96 pixels the flowers are too hard to tell apart. */
  private static final int SIZE = 224;

  private static final int CLASSES = 5;

  private static Features flowers;

  @BeforeAll
  static void compute_features(@TempDir Path cache) {
    LabelledImages images = LabelledImages.open(SharedFolder.file("flower_photos"));
    assertThat(images.classes()).hasSize(CLASSES);
    try (TrainedWeights weights =
        OpenWeights.open(SharedFolder.file(WEIGHTS), Models.named("mobilenetv2")).forImages(SIZE)) {
      Engine engine = Engine.fastest();
      flowers =
          new FeatureExtractor(
                  weights.features(FeaturePooling.AVG, engine),
                  new BackboneKey(
                      "mobilenetv2", weights.featureOptions(FeaturePooling.AVG), engine),
                  new ImageViews(weights.card().preprocessing(), Augmentation.OFF),
                  cache)
              .extract(images.examples(), 1, () -> false, Progress.NONE)
              .orElseThrow();
    }
  }

  private static ReviewedImage labelled(Example example, int label) {
    return new ReviewedImage(
        new Example(example.file(), example.name(), label), ReviewedImage.NO_GROUP);
  }

  @Test
  void four_of_five_flipped_labels_are_among_the_first_suspects() {
    List<Example> examples = flowers.examples();
    Random random = new Random(7);
    List<Example> shuffled = new ArrayList<>(examples);
    Collections.shuffle(shuffled, random);
    int wrong = examples.size() / 20;
    Set<Example> flipped = new HashSet<>(shuffled.subList(0, wrong));
    List<ReviewedImage> images = new ArrayList<>();
    for (Example example : examples) {
      int shift = flipped.contains(example) ? 1 + random.nextInt(CLASSES - 1) : 0;
      images.add(labelled(example, (example.label() + shift) % CLASSES));
    }

    Review review = Review.of(images, flowers.firstViews(), CLASSES, Progress.NONE);

    long found =
        review.suspects().stream()
            .limit(wrong * 3 / 2)
            .map(suspect -> suspect.image().example().name())
            .filter(name -> flipped.stream().anyMatch(example -> example.name().equals(name)))
            .count();
    assertThat(found).isGreaterThanOrEqualTo(Math.round(0.8 * wrong));
  }

  @Test
  void a_flower_under_two_labels_is_found() {
    List<ReviewedImage> images =
        new ArrayList<>(
            flowers.examples().stream().map(each -> labelled(each, each.label())).toList());
    ReviewedImage rose =
        images.stream()
            .filter(image -> image.example().name().startsWith("roses/"))
            .findFirst()
            .orElseThrow();
    int row = images.indexOf(rose);
    int tulips = rose.label() + 2;
    ReviewedImage twin = labelled(rose.example(), tulips);
    images.add(twin);
    INDArray features = flowers.firstViews();

    Review review =
        Review.of(images, Nd4j.vstack(features, features.getRows(row)), CLASSES, Progress.NONE);

    assertThat(review.twins())
        .anySatisfy(
            pair -> {
              assertThat(pair.first()).isEqualTo(rose);
              assertThat(pair.second()).isEqualTo(twin);
              assertThat(pair.contradict()).isTrue();
            });
    assertThat(review.suspects()).extracting(Review.Suspect::image).contains(twin);
  }
}
