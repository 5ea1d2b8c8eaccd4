package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.InvalidModelException;
import org.dl4jzoo.zoo.net.PaddingStyle;
import org.dl4jzoo.zoo.net.summary.ModelSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the options of a network change, and which are refused. */
class ModelOptionsTest {

  @ParameterizedTest
  @CsvSource({
    "alexnet, 63",
    "vgg11, 32",
    "vgg16, 32",
    "vgg19-bn, 32",
    "googlenet, 31",
    "googlenet-bn, 15",
    "densenet121, 29",
    "densenet201, 29",
    "lenet5, 12"
  })
  void smaller_images_are_refused_with_the_smallest_that_works(String model, int smallest) {
    assertThatThrownBy(() -> OptionsOf.model(model).size(smallest - 1).summary())
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "image-size must be at least %d for %s; got %s",
            smallest, model, OptionsOf.model(model).size(smallest - 1).options().image());
  }

  static List<String> names() {
    return Models.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void the_smallest_size_leaves_a_classifier(String model) {
    int smallest = Models.named(model).info().minSize();
    assertThat(OptionsOf.model(model).size(smallest).layer("classifier").output())
        .hasToString("1x1x1000");
  }

  @ParameterizedTest
  @MethodSource("names")
  void either_side_of_an_image_may_be_too_small(String model) {
    Architecture architecture = Models.named(model);
    int smallest = architecture.info().minSize();
    ImageShape flat = new ImageShape(Math.max(1, smallest - 1), 224, 3);
    ModelOptions options = ModelOptions.of(architecture, 5).withImage(flat);
    if (smallest > 1) {
      assertThatThrownBy(() -> Models.summary(architecture, options))
          .hasMessageEndingWith("got " + flat);
    } else {
      assertThatCode(() -> Models.summary(architecture, options)).doesNotThrowAnyException();
    }
  }

  /** The widths of Keras's applications_test.py, and torchvision's where Keras has none. */
  @ParameterizedTest
  @CsvSource({
    "vgg16, 7, 512",
    "vgg19, 7, 512",
    "mobilenetv2, 7, 1280",
    "densenet121, 7, 1024",
    "densenet169, 7, 1664",
    "densenet201, 7, 1920",
    "resnet18, 7, 512",
    "resnet50, 7, 2048",
    "googlenet, 7, 1024",
    "alexnet, 6, 256"
  })
  void without_its_top_a_network_ends_in_features(String model, int side, int width) {
    assertThat(last(OptionsOf.model(model).features(FeaturePooling.NONE)))
        .hasToString("%dx%dx%d".formatted(side, side, width));
    assertThat(last(OptionsOf.model(model).features(FeaturePooling.AVG)))
        .hasToString("1x1x" + width);
    assertThat(last(OptionsOf.model(model).features(FeaturePooling.MAX)))
        .hasToString("1x1x" + width);
  }

  private static ImageShape last(OptionsOf options) {
    List<ModelSummary.Layer> layers = options.summary().layers();
    return layers.get(layers.size() - 1).output();
  }

  @Test
  void blocks_of_2_2_2_2_are_resnet18() {
    assertThat(OptionsOf.model("resnet34").blocks(2, 2, 2, 2).summary())
        .isEqualTo(OptionsOf.model("resnet18").summary());
  }

  @Test
  void blocks_of_3_4_23_3_are_resnet101() {
    assertThat(OptionsOf.model("resnet50").blocks(3, 4, 23, 3).summary())
        .isEqualTo(OptionsOf.model("resnet101").summary());
  }

  /** A block of 512 channels has two 3x3 convolutions, each with scales and shifts. */
  @Test
  void one_more_block_adds_its_parameters() {
    long deeper = OptionsOf.model("resnet18").blocks(2, 2, 2, 3).summary().trainable();
    assertThat(deeper).isEqualTo(11_689_512 + 2 * (512 * 512 * 9 + 2 * 512));
  }

  @ParameterizedTest
  @CsvSource({"0.35, 16, 1280", "0.75, 24, 1280", "1.4, 48, 1792"})
  void alpha_scales_the_widths(double alpha, int stem, int head) {
    OptionsOf model = OptionsOf.model("mobilenetv2").alpha(alpha);
    assertThat(model.layer("stem").output().channels()).isEqualTo(stem);
    assertThat(model.layer("head").output().channels()).isEqualTo(head);
  }

  @ParameterizedTest
  @CsvSource({"TORCH, 224, 112", "TORCH, 225, 113", "TF, 224, 112", "TF, 225, 113"})
  void either_padding_gives_ceil_of_half_the_size(PaddingStyle style, int size, int half) {
    OptionsOf model = OptionsOf.model("mobilenetv2").size(size).padding(style);
    assertThat(model.layer("stem").output()).isEqualTo(new ImageShape(half, half, 32));
  }

  @Test
  void options_of_other_networks_are_refused() {
    assertRefused(OptionsOf.model("resnet18").alpha(0.5), "resnet18 has no option alpha");
    assertRefused(
        OptionsOf.model("mobilenetv2").blocks(2, 2, 2, 2), "mobilenetv2 has no option blocks");
    assertRefused(OptionsOf.model("vgg16").auxiliaryHeads(), "vgg16 has no option auxiliary-heads");
    assertRefused(
        OptionsOf.model("alexnet").padding(PaddingStyle.TF), "alexnet has no option padding");
    assertRefused(
        OptionsOf.model("wide-resnet50-2").padding(PaddingStyle.TF),
        "wide-resnet50-2 has no option padding");
  }

  @Test
  void blocks_must_be_four_positive_numbers() {
    String message = "blocks must be four numbers of at least 1, as 2,2,2,2; got ";
    assertRefused(OptionsOf.model("resnet18").blocks(2, 2, 2), message + "[2, 2, 2]");
    assertRefused(OptionsOf.model("resnet18").blocks(2, 2, 0, 2), message + "[2, 2, 0, 2]");
    assertRefused(
        OptionsOf.model("resnet18").blocks(2, 2, 201, 2),
        "blocks must be at most 200 a stage; got [2, 2, 201, 2]");
  }

  private static void assertRefused(OptionsOf options, String message) {
    assertThatThrownBy(options::summary)
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void dropout_must_be_a_probability_below_one(double dropout) {
    assertThatThrownBy(OptionsOf.model("vgg16").dropout(dropout)::options)
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("dropout must be in [0, 1); got " + dropout);
  }

  @Test
  void a_classifier_needs_two_classes() {
    assertThatThrownBy(OptionsOf.model("vgg16").classes(1)::options)
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("classes must be at least 2; got 1");
  }
}
