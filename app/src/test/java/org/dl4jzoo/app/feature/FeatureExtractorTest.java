package org.dl4jzoo.app.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.DrawnImages;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.PretrainedCheckpoint;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.batch.Augmentation;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.batch.BatchSettings;
import org.dl4jzoo.data.batch.ImageBatches;
import org.dl4jzoo.data.batch.ImageViews;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Unreadable;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Scale;
import org.dl4jzoo.zoo.layer.Engine;
import org.dl4jzoo.zoo.layer.Execution;
import org.dl4jzoo.zoo.model.ModelOptions;
import org.dl4jzoo.zoo.model.NetworkCut;
import org.dl4jzoo.zoo.net.PaddingStyle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class FeatureExtractorTest {

  private static final int VIEWS = 3;

  @TempDir Path folder;
  private List<Example> examples;
  private Preprocessing preprocessing;
  private ComputationGraph backbone;
  private BackboneKey key;

  @BeforeEach
  void draw_images_and_make_a_backbone() throws IOException {
    examples = LabelledImages.open(DrawnImages.draw(folder.resolve("images"), 3, 5)).examples();
    Checkpoint checkpoint =
        Checkpoint.read(PretrainedCheckpoint.write(folder.resolve("weights.zip"), "cat", "dog"));
    preprocessing = checkpoint.card().preprocessing();
    key = new BackboneKey("mobilenetv2", checkpoint.card().options(), Engine.ND4J);
    Execution.on(Engine.ND4J).install(checkpoint.network());
    backbone = NetworkCut.before("classifier", checkpoint.network()).backbone();
  }

  /** Counts the images whose features are computed. */
  private static final class Computed implements Progress {
    private long total;

    @Override
    public void start(String what, long newTotal) {
      total += newTotal;
    }

    @Override
    public void step(long done) {}

    @Override
    public void done() {}
  }

  private Features extract(List<Example> of, Computed computed) {
    ImageViews views = new ImageViews(preprocessing, Augmentation.LIGHT);
    return new FeatureExtractor(backbone, key, views, folder.resolve("cache"))
        .extract(of, VIEWS, () -> false, computed)
        .orElseThrow();
  }

  private static void assertSame(Features actual, Features expected) {
    assertThat(actual.examples()).isEqualTo(expected.examples());
    assertThat(actual.values().toArray(float[][]::new))
        .isDeepEqualTo(expected.values().toArray(float[][]::new));
  }

  @Test
  void the_first_view_is_what_the_backbone_makes_of_the_image_in_evaluation() {
    Features features = extract(examples, new Computed());

    assertThat(features.examples()).isEqualTo(examples);
    // Keras and torchvision keep MobileNetV2's last 1280 channels in narrower networks.
    assertThat(features.length()).isEqualTo(1280);
    BatchSettings evaluation = BatchSettings.evaluation(preprocessing, 3, examples.size());
    try (ImageBatches batches = new ImageBatches(examples, evaluation)) {
      Batch all = batches.epoch(0).iterator().next();
      INDArray expected = backbone.output(false, all.images())[0];
      for (int i = 0; i < examples.size(); i++) {
        for (int k = 0; k < features.length(); k++) {
          assertThat(features.values().get(i)[k]).isCloseTo(expected.getFloat(i, k), within(1e-5f));
        }
      }
    }
  }

  @Test
  void features_are_computed_once_and_are_the_same_when_read_again() {
    Computed first = new Computed();
    Features computed = extract(examples, first);
    Computed second = new Computed();
    Features read = extract(examples, second);

    assertThat(first.total).isEqualTo(examples.size());
    assertThat(second.total).isZero();
    assertSame(read, computed);
  }

  @Test
  void entries_that_are_damaged_or_cut_short_are_computed_again() throws IOException {
    Features computed = extract(examples, new Computed());
    List<Path> entries = entries();
    assertThat(entries).hasSize(examples.size());
    byte[] damaged = Files.readAllBytes(entries.get(0));
    damaged[100] ^= 1;
    Files.write(entries.get(0), damaged);
    Files.write(entries.get(1), new byte[] {1, 2, 3});
    Files.delete(entries.get(2));

    Computed again = new Computed();
    Features repaired = extract(examples, again);

    assertThat(again.total).isEqualTo(3);
    assertSame(repaired, computed);
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void other_weights_or_another_preprocessing_have_features_of_their_own() {
    extract(examples, new Computed());
    backbone.params().muli(1.01);
    Computed otherWeights = new Computed();
    extract(examples, otherWeights);
    preprocessing =
        new Preprocessing(
            preprocessing.height(), preprocessing.width(), 3, preprocessing.resize(), Scale.TORCH);
    Computed otherScale = new Computed();
    extract(examples, otherScale);

    assertThat(otherWeights.total).isEqualTo(examples.size());
    assertThat(otherScale.total).isEqualTo(examples.size());
  }

  @Test
  void other_options_another_engine_or_model_have_features_of_their_own() {
    BackboneKey first = key;
    ModelOptions options = first.options();
    extract(examples, new Computed());
    for (BackboneKey other :
        List.of(
            new BackboneKey("mobilenetv2", options.withPadding(PaddingStyle.TORCH), Engine.ND4J),
            new BackboneKey("mobilenetv2", options.withAlpha(0.5), Engine.ND4J),
            new BackboneKey("mobilenetv2", options.withAuxiliaryHeads(true), Engine.ND4J),
            new BackboneKey("mobilenetv2", options, Engine.ONEDNN),
            new BackboneKey("resnet18", options, Engine.ND4J))) {
      key = other;
      Computed computed = new Computed();
      extract(examples, computed);
      assertThat(computed.total).as(other.text()).isEqualTo(examples.size());
    }
  }

  @Test
  void every_option_is_part_of_what_features_are_found_by() throws IOException {
    JsonNode text = new ObjectMapper().readTree(key.text());

    assertThat(text.get("options").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(
            Arrays.stream(ModelOptions.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
  }

  @Test
  void an_image_keeps_its_features_in_another_folder_and_order() throws IOException {
    Features computed = extract(examples, new Computed());
    Path moved = Files.move(folder.resolve("images"), folder.resolve("moved"));
    List<Example> reversed = new ArrayList<>(LabelledImages.open(moved).examples());
    Collections.reverse(reversed);

    Computed again = new Computed();
    Features read = extract(reversed, again);

    assertThat(again.total).isZero();
    assertThat(read.values().get(0)).isEqualTo(computed.values().get(examples.size() - 1));
  }

  @Test
  void unreadable_images_are_left_out_and_named() throws IOException {
    Files.writeString(examples.get(3).file(), "no image");

    Features features = extract(examples, new Computed());

    assertThat(features.examples()).hasSize(examples.size() - 1).doesNotContain(examples.get(3));
    assertThat(features.skipped()).extracting(Unreadable::example).containsExactly(examples.get(3));
  }

  @Test
  void a_stop_is_heard_and_what_was_computed_before_is_kept() {
    ImageViews views = new ImageViews(preprocessing, Augmentation.LIGHT);
    FeatureExtractor extractor =
        new FeatureExtractor(backbone, key, views, folder.resolve("cache"));

    assertThat(extractor.extract(examples, VIEWS, () -> true, new Computed())).isEmpty();

    Computed rest = new Computed();
    extract(examples, rest);
    assertThat(rest.total).isBetween(1L, examples.size() - 1L);
  }
}
