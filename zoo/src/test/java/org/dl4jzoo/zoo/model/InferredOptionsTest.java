package org.dl4jzoo.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.names.NameScheme;
import org.dl4jzoo.zoo.names.StoredLayers;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.PaddingStyle;
import org.dl4jzoo.zoo.net.ParameterLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An architecture finds its options again in the names and sizes of a network's layers. */
class InferredOptionsTest {

  /**
   * A file of a network.
   *
   * @param names of the network as published
   * @param sizes by the file's names of the layers
   */
  private record Stored(LayerNames names, Map<String, Sizes> sizes) implements StoredLayers {

    /** With the names that are at a place of the architecture's list. */
    static Stored of(Architecture architecture, ModelOptions options, int place) {
      LayerNames names = architecture.names(options).get(place);
      Map<String, Sizes> sizes = new HashMap<>();
      for (ParameterLayer layer : Models.parameterLayers(architecture, options)) {
        String name = names.byVertex().get(layer.vertex()).weights();
        if (name != null) {
          ImageShape in = layer.input();
          int map = layer.fullyConnected() ? in.height() * in.width() : 1;
          sizes.put(name, new Sizes(layer.out(), map * in.channels()));
        }
      }
      LayerNames published = architecture.names(ModelOptions.of(architecture, 2)).get(place);
      return new Stored(published, sizes);
    }

    @Override
    public Optional<Sizes> named(String layer) {
      return Optional.ofNullable(sizes.get(layer));
    }
  }

  private static ModelOptions found(Architecture architecture, ModelOptions options) {
    return architecture.infer(Stored.of(architecture, options, 0));
  }

  static Stream<Arguments> namesOfAllNetworks() {
    List<Arguments> all = new ArrayList<>();
    for (Architecture architecture : Models.all()) {
      List<LayerNames> names = architecture.names(ModelOptions.of(architecture, 2));
      for (int i = 0; i < names.size(); i++) {
        all.add(Arguments.of(architecture.info().name(), names.get(i).scheme(), i));
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("namesOfAllNetworks")
  void classes_channels_top_and_padding_are_found(String model, NameScheme scheme, int place) {
    Architecture architecture = Models.named(model);
    ImageShape image = architecture.info().image();
    boolean keras =
        scheme == NameScheme.KERAS && architecture.info().options().contains(ModelOption.PADDING);
    ModelOptions options =
        ModelOptions.of(architecture, 7)
            .withImage(new ImageShape(image.height(), image.width(), 4))
            .withPadding(keras ? PaddingStyle.TF : PaddingStyle.TORCH);
    assertThat(architecture.infer(Stored.of(architecture, options, place))).isEqualTo(options);

    ModelOptions features =
        architecture.infer(Stored.of(architecture, options.withIncludeTop(false), place));
    assertThat(features.includeTop()).isFalse();
    assertThat(features.image()).isEqualTo(options.image());
  }

  @ParameterizedTest
  @ValueSource(strings = {"googlenet", "googlenet-bn"})
  void side_heads_are_found(String model) {
    Architecture googlenet = Models.named(model);
    ModelOptions options = ModelOptions.of(googlenet, 7).withAuxiliaryHeads(true);
    assertThat(found(googlenet, options)).isEqualTo(options);
  }

  /** Keras publishes the first six; many multipliers round to the widths of each. */
  @ParameterizedTest
  @ValueSource(doubles = {0.35, 0.5, 0.75, 1, 1.3, 1.4, 0.6, 0.05, 0.33, 2, 3.99})
  void the_width_multiplier_is_found(double alpha) {
    Architecture mobilenet = Models.named("mobilenetv2");
    ModelOptions options = ModelOptions.of(mobilenet, 7);
    assertThat(found(mobilenet, options.withAlpha(alpha)))
        .isEqualTo(options.withAlpha(alpha == 1 ? null : Double.valueOf(alpha)));
  }

  @Test
  void widths_of_no_multiplier_are_taken_for_those_of_the_paper() {
    Architecture mobilenet = Models.named("mobilenetv2");
    Stored stored = Stored.of(mobilenet, ModelOptions.of(mobilenet, 7), 0);
    stored.sizes().put("features.0.0", new StoredLayers.Sizes(33, 3));
    assertThat(mobilenet.infer(stored).alpha()).isNull();
  }

  @Test
  void blocks_are_found_unless_they_are_those_of_a_published_network() {
    Architecture resnet = Models.named("resnet18");
    ModelOptions options = ModelOptions.of(resnet, 7);
    List<Integer> own = List.of(1, 12, 3, 2);
    assertThat(found(resnet, options.withBlocks(own)).blocks()).isEqualTo(own);
    assertThat(found(resnet, options.withBlocks(List.of(2, 2, 2, 2))).blocks()).isNull();
    assertThat(found(resnet, options.withBlocks(List.of(3, 4, 6, 3))).blocks()).isNull();
  }

  /** LeCun 1998, figure 2: 32x32 gives maps of 5x5; 28x28 gives the same, being padded. */
  @ParameterizedTest
  @CsvSource({"28, 28", "31, 28", "32, 28", "36, 36", "39, 36", "64, 64", "12, 12", "15, 12"})
  void the_smallest_image_of_a_lenet_s_maps_is_found(int size, int smallest) {
    Architecture lenet = Models.named("lenet5");
    ModelOptions options = ModelOptions.of(lenet, 10).withImage(new ImageShape(size, size, 1));
    assertThat(found(lenet, options).image()).isEqualTo(new ImageShape(smallest, smallest, 1));
  }

  @Test
  void a_file_of_something_else_gives_the_published_network() {
    for (Architecture architecture : Models.all()) {
      ModelOptions published = ModelOptions.of(architecture, 1000).withIncludeTop(false);
      LayerNames names = architecture.names(published).get(0);
      assertThat(architecture.infer(new Stored(names, Map.of()))).isEqualTo(published);
    }
  }
}
