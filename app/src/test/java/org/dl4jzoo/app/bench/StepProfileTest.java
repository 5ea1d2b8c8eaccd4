package org.dl4jzoo.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.zoo.profile.VertexTimes;
import org.junit.jupiter.api.Test;

class StepProfileTest {

  private static final List<VertexTimes.Seconds> LAYERS =
      List.of(
          new VertexTimes.Seconds("conv2", 0.02, 0.03),
          new VertexTimes.Seconds("conv1", 0.01, 0.02));

  private static StepProfile profile() {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("waiting for images", 0.005);
    parts.put("forward", 0.03);
    parts.put("backward", 0.05);
    parts.put("update", 0.01);
    return new StepProfile(0.1, parts, LAYERS, new Preparation(4, 0.04, 0.0125, 0.001));
  }

  @Test
  void the_whole_text_is_as_a_reader_sees_it() {
    assertThat(profile().text())
        .isEqualToNormalizingNewlines(
            """

            A step takes 100.0 ms on the thread that runs the network. The parts below add up to that; "all else" is what none of them explains.
            part                   ms   share
            waiting for images   5.00   5.0 %
            forward             30.00  30.0 %
            backward            50.00  50.0 %
            update              10.00  10.0 %
            all else             5.00   5.0 %

            Beside it, 4 threads prepare the images of later steps, in CPU time a step: decoding 40.00 ms, augmentation 12.50 ms, copying into batches 1.00 ms. The step pays only for waiting.

            layer  forward ms  backward ms   share
            conv2       20.00        30.00  50.0 %
            conv1       10.00        20.00  30.0 %
            """);
  }

  @Test
  void what_no_part_explains_is_told_even_where_parts_are_counted_twice() {
    assertThat(profile().rest()).isCloseTo(0.005, within(1e-12));
    assertThat(new StepProfile(0.1, Map.of("forward", 0.12), List.of(), null).rest())
        .isCloseTo(-0.02, within(1e-12));
  }

  @Test
  void random_images_have_no_preparation_and_layers_are_told_on_demand() {
    StepProfile profile = new StepProfile(0.1, Map.of("forward", 0.08), List.of(), null);

    assertThat(profile.text()).doesNotContain("prepare", "layer");
    assertThat(profile.toMap()).containsOnlyKeys("seconds", "parts");
  }
}
