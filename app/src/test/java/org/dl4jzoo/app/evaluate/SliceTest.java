package org.dl4jzoo.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.dl4jzoo.data.folder.Example;
import org.junit.jupiter.api.Test;

class SliceTest {

  private static LabelledPrediction prediction(boolean correct) {
    Example example = new Example(Path.of("a.jpg"), "a.jpg", correct ? 0 : 1);
    return new LabelledPrediction(example, new float[] {0.75f, 0.25f});
  }

  /** Forty images, of which the ten darkest hold this many of ten mistakes. */
  private static List<Slice> brightness(int mistakesInTheDark) {
    List<LabelledPrediction> predictions =
        IntStream.range(0, 40)
            .mapToObj(n -> prediction(n >= mistakesInTheDark && n < 30 + mistakesInTheDark))
            .toList();
    List<ImageTraits> traits =
        IntStream.range(0, 40).mapToObj(n -> new ImageTraits("", 100, 1, n / 40.0, 1)).toList();
    return Slice.of(predictions, traits);
  }

  @Test
  void images_are_quartered_by_what_varies() {
    assertThat(brightness(10))
        .extracting(Slice::property, Slice::values, Slice::count, Slice::hits)
        .containsExactly(
            tuple("brightness", "0.00 to 0.23", 10, 0),
            tuple("brightness", "0.25 to 0.48", 10, 10),
            tuple("brightness", "0.50 to 0.73", 10, 10),
            tuple("brightness", "0.75 to 0.98", 10, 10));
  }

  /**
   * Of 40 images 10 are wrong: chance of 5 or more among 10, by scipy's hypergeom.sf(4, 40, 10,
   * 10).
   */
  @Test
  void the_p_value_is_that_of_fishers_exact_test() {
    assertThat(brightness(5).get(0).pValue()).isCloseTo(0.049752980830, within(1e-9));
  }

  @Test
  void only_what_chance_does_not_explain_is_called_worse() {
    assertThat(brightness(10).get(0).isWorse(4)).isTrue();
    assertThat(brightness(5).get(0).isWorse(4)).isFalse();
  }

  @Test
  void quarters_by_confidence_are_told_apart_from_what_the_images_have_in_common() {
    Example example = new Example(Path.of("a.jpg"), "a/a.jpg", 0);
    List<LabelledPrediction> predictions =
        IntStream.range(0, 40)
            .mapToObj(n -> n < 10 ? 0.4f : 0.6f + n / 100f)
            .map(p -> new LabelledPrediction(example, new float[] {p, 1 - p}))
            .toList();
    List<ImageTraits> traits = Collections.nCopies(40, new ImageTraits("", 100, 1, 0.5, 1));

    List<Slice> slices = Slice.of(predictions, traits);

    assertThat(slices)
        .extracting(Slice::property, Slice::values, Slice::hits)
        .startsWith(tuple("confidence", "0.60 to 0.60", 0))
        .hasSize(4);
    assertThat(slices).noneMatch(Slice::isOfImages);
    assertThat(brightness(10)).allMatch(Slice::isOfImages);
  }

  @Test
  void sub_folders_are_slices_where_there_are_several() {
    List<LabelledPrediction> predictions =
        IntStream.range(0, 12).mapToObj(n -> prediction(n >= 6)).toList();
    List<ImageTraits> traits =
        IntStream.range(0, 12)
            .mapToObj(n -> new ImageTraits(n < 6 ? "garden" : "shop", 100, 1, 0.5, 1))
            .toList();

    assertThat(Slice.of(predictions, traits))
        .extracting(Slice::values, Slice::accuracy)
        .containsExactly(tuple("garden", 0.0), tuple("shop", 1.0));
  }
}
