package org.dl4jzoo.app.train.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CutMixTest {

  /** Two rows of three pixels of two channels; the numbers tell image, row, column, channel. */
  private static INDArray images() {
    float[] values = new float[3 * 2 * 3 * 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1000 * (i / 12) + 100 * (i / 6 % 2) + 10 * (i / 2 % 3) + i % 2;
    }
    return Nd4j.createFromArray(values).reshape(3, 2, 3, 2);
  }

  @Test
  void a_rectangle_is_that_of_the_image_before_and_in_the_first_that_of_the_last() {
    INDArray images = images();

    INDArray mixed = new CutMix(2, 3, 0, 1, 1, 3).images(images);

    assertThat(mixed.shape()).containsExactly(3, 2, 3, 2);
    assertThat(mixed.ordering()).isEqualTo('c');
    assertThat(mixed.dup('c').data().asFloat())
        .containsExactly(
            0, 1, 2010, 2011, 2020, 2021, 100, 101, 110, 111, 120, 121, //
            1000, 1001, 10, 11, 20, 21, 1100, 1101, 1110, 1111, 1120, 1121, //
            2000, 2001, 1010, 1011, 1020, 1021, 2100, 2101, 2110, 2111, 2120, 2121);
    assertThat(images).isEqualTo(images());
  }

  @Test
  void targets_are_mixed_by_the_share_of_the_area() {
    INDArray targets = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}, {0.5f, 0.5f}});

    INDArray mixed = new CutMix(4, 4, 0, 1, 2, 3).targets(targets);

    assertThat(mixed.toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0.875f, 0.125f}, {0.25f, 0.75f}, {0.375f, 0.625f}});
  }

  @Test
  void without_a_rectangle_or_another_image_nothing_is_mixed() {
    INDArray images = images();
    INDArray one = Nd4j.ones(1, 2, 3, 2);

    assertThat(new CutMix(2, 3, 1, 1, 1, 3).images(images)).isSameAs(images);
    assertThat(new CutMix(2, 3, 0, 0, 2, 3).images(one)).isSameAs(one);
  }

  /**
   * With alpha 1 the share is uniform. A rectangle of sides r around any pixel of a line keeps r −
   * r² / 4 of it on the average, so that the area is the mean of (r − r² / 4)² with r² uniform: 1/2
   * − 1/5 + 1/48 = 0.3208. So it is for pixels as small as these.
   */
  @Test
  void shares_are_the_areas_of_rectangles_that_lie_around_any_pixel() {
    List<CutMix> draws =
        LongStream.range(0, 4000).mapToObj(seed -> CutMix.draw(1, 500, 400, seed)).toList();

    assertThat(draws)
        .allSatisfy(
            cut -> {
              assertThat(cut.top()).isBetween(0, cut.bottom());
              assertThat(cut.left()).isBetween(0, cut.right());
              assertThat(cut.bottom()).isLessThanOrEqualTo(500);
              assertThat(cut.right()).isLessThanOrEqualTo(400);
            });
    assertThat(draws.stream().mapToDouble(CutMix::own).average().orElseThrow())
        .isCloseTo(1 - 0.3208, within(0.015));
  }

  @Test
  void the_seed_decides() {
    assertThat(CutMix.draw(0.5, 50, 40, 7))
        .isEqualTo(CutMix.draw(0.5, 50, 40, 7))
        .isNotEqualTo(CutMix.draw(0.5, 50, 40, 8));
  }

  @Test
  void with_both_kinds_a_batch_gets_one_of_them_each_half_of_the_time() {
    INDArray images = images();
    long cuts =
        LongStream.range(0, 2000)
            .mapToObj(seed -> BatchMix.draw(0.2, 1, images, seed))
            .filter(CutMix.class::isInstance)
            .count();

    assertThat(cuts).isBetween(920L, 1080L);
    assertThat(BatchMix.draw(0, 1, images, 3)).isEqualTo(CutMix.draw(1, 2, 3, 3));
    assertThat(BatchMix.draw(0.2, 0, images, 3)).isEqualTo(Mixup.draw(0.2, 3));
    assertThat(BatchMix.draw(0, 0, images, 3).images(images)).isSameAs(images);
  }
}
