package org.dl4jzoo.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dl4jzoo.data.folder.Example;
import org.junit.jupiter.api.Test;

class HeadTrialsTest {

  private static final List<Example> IMAGES =
      IntStream.range(0, 100)
          .mapToObj(
              i -> new Example(Path.of("%d.png".formatted(i)), i + ".png", i < 4 ? 0 : 1 + i % 2))
          .toList();

  @Test
  void some_images_are_of_all_classes_as_evenly_as_these_allow() {
    List<Example> some = HeadTrials.evenly(IMAGES, 24, 7);

    Map<Integer, Long> counts =
        some.stream().collect(Collectors.groupingBy(Example::label, Collectors.counting()));
    assertThat(counts).isEqualTo(Map.of(0, 4L, 1, 10L, 2, 10L));
    assertThat(some).doesNotHaveDuplicates().isEqualTo(HeadTrials.evenly(IMAGES, 24, 7));
    assertThat(HeadTrials.evenly(IMAGES, 200, 7)).hasSize(100);
  }
}
