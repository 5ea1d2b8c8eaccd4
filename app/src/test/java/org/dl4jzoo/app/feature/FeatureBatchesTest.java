package org.dl4jzoo.app.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.data.batch.Batch;
import org.dl4jzoo.data.folder.Example;
import org.junit.jupiter.api.Test;

class FeatureBatchesTest {

  private static final int IMAGES = 7;
  private static final int VIEWS = 2;

  /** The features of view v of image i are (10 i + v, -i). */
  private static Features features() {
    List<Example> examples = new ArrayList<>();
    List<float[]> values = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      examples.add(new Example(Path.of(i + ".png"), i + ".png", i % 3));
      values.add(new float[] {10 * i, -i, 10 * i + 1, -i});
    }
    return new Features(examples, values, new long[] {2}, VIEWS, List.of());
  }

  private static FeatureBatches shuffled(long seed) {
    return FeatureBatches.shuffled(features(), 3, 3, seed);
  }

  private static List<Float> firsts(Iterable<Batch> batches) {
    List<Float> firsts = new ArrayList<>();
    for (Batch batch : batches) {
      for (int row = 0; row < batch.size(); row++) {
        firsts.add(batch.images().getFloat(row, 0));
      }
    }
    return firsts;
  }

  @Test
  void batches_in_order_have_the_labels_of_their_images() {
    List<Batch> batches = new ArrayList<>();
    FeatureBatches.inOrder(features(), 3, 3).epoch(0).forEach(batches::add);

    assertThat(batches).extracting(Batch::size).containsExactly(3, 3, 1);
    assertThat(batches.get(1).images().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{31, -3}, {40, -4}, {51, -5}});
    assertThat(batches.get(1).labels().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
  }

  @Test
  void every_image_is_there_once_an_epoch_and_in_all_its_views_after_as_many() {
    List<Float> first = firsts(shuffled(1).epoch(0));
    List<Float> second = firsts(shuffled(1).epoch(1));

    assertThat(first).containsExactlyInAnyOrder(0f, 11f, 20f, 31f, 40f, 51f, 60f);
    assertThat(second).containsExactlyInAnyOrder(1f, 10f, 21f, 30f, 41f, 50f, 61f);
  }

  @Test
  void the_order_depends_on_seed_and_epoch_only() {
    assertThat(firsts(shuffled(1).epoch(0))).isEqualTo(firsts(shuffled(1).epoch(0)));
    assertThat(firsts(shuffled(2).epoch(0))).isNotEqualTo(firsts(shuffled(1).epoch(0)));
    assertThat(firsts(shuffled(1).epoch(2))).isNotEqualTo(firsts(shuffled(1).epoch(0)));
  }

  @Test
  void a_full_batch_has_every_image_in_all_its_views() {
    List<Batch> batches = new ArrayList<>();
    new FullBatch(features(), 3).epoch(0).forEach(batches::add);

    assertThat(batches).hasSize(1);
    assertThat(batches.get(0).images().shape()).containsExactly(IMAGES, VIEWS, 2);
    assertThat(batches.get(0).images().slice(3).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{30, -3}, {31, -3}});
    assertThat(batches.get(0).labels().argMax(1).toIntVector())
        .containsExactly(0, 1, 2, 0, 1, 2, 0);
    assertThat(new FullBatch(features(), 3).epoch(0, 1)).isEmpty();
  }

  @Test
  void an_epoch_can_be_gone_on_with() {
    List<Float> all = firsts(shuffled(1).epoch(5));

    assertThat(firsts(shuffled(1).epoch(5, 2))).isEqualTo(all.subList(6, IMAGES));
  }
}
