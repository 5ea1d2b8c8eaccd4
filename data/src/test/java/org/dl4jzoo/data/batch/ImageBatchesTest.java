package org.dl4jzoo.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.TestImages;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.LabelledImages;
import org.dl4jzoo.data.folder.Unreadable;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ImageBatchesTest {

  private static final Preprocessing TINY = new Preprocessing(8, 6, 3, Resize.SQUASH, Scale.UNIT);

  @TempDir private Path folder;

  @Test
  void a_batch_has_channels_last_images_and_one_hot_labels() throws IOException {
    Path red = write("red.png", TestImages.plain(2, 2, new Color(255, 51, 0)));
    Path blue = write("blue.png", TestImages.plain(2, 2, new Color(0, 0, 255)));
    List<Example> examples =
        List.of(
            new Example(red, "red.png", 2),
            new Example(blue, "blue.png", 0),
            Example.unlabelled(red));

    try (ImageBatches batches = new ImageBatches(examples, BatchSettings.evaluation(TINY, 3, 4));
        Batch batch = batches.epoch(0).iterator().next()) {
      assertThat(batch.images().shape()).containsExactly(3, 8, 6, 3);
      assertThat(batch.images().dataType()).isEqualTo(DataType.FLOAT);
      assertThat(batch.images().ordering()).isEqualTo('c');
      assertThat(batch.images().getFloat(0, 7, 5, 0)).isEqualTo(1);
      assertThat(batch.images().getFloat(0, 7, 5, 1)).isEqualTo(0.2f);
      assertThat(batch.images().getFloat(1, 0, 0, 2)).isEqualTo(1);
      assertThat(batch.labels().toFloatMatrix())
          .isDeepEqualTo(new float[][] {{0, 0, 1}, {1, 0, 0}, {0, 0, 0}});
      assertThat(batch.examples()).isEqualTo(examples);
    }
  }

  @Test
  void an_epoch_gives_every_example_once_and_the_last_batch_is_smaller() throws IOException {
    List<Example> examples = examples(5);
    try (ImageBatches batches = new ImageBatches(examples, shuffled(Augmentation.OFF, 4))) {
      List<Batch> epoch = all(batches.epoch(0));

      assertThat(epoch).extracting(Batch::size).containsExactly(4, 4, 2);
      assertThat(epoch).extracting(Batch::number).containsExactly(0, 1, 2);
      assertThat(batches.batches()).isEqualTo(3);
      assertThat(batches.waited()).isPositive();
      assertThat(names(epoch))
          .containsExactlyInAnyOrderElementsOf(examples.stream().map(Example::name).toList());
    }
  }

  @Test
  void without_shuffling_the_order_is_the_list_s() throws IOException {
    List<Example> examples = examples(5);
    BatchSettings settings = BatchSettings.evaluation(TINY, 2, 3);
    try (ImageBatches batches = new ImageBatches(examples, settings)) {
      assertThat(names(all(batches.epoch(0))))
          .isEqualTo(examples.stream().map(Example::name).toList());
    }
  }

  @Test
  void order_and_pixels_depend_on_seed_and_epoch_only() throws IOException {
    List<Example> examples = examples(6);
    BatchSettings settings = shuffled(Augmentation.STRONG, 5);
    try (ImageBatches first = new ImageBatches(examples, settings);
        ImageBatches second = new ImageBatches(examples, settings)) {
      List<Batch> epoch3 = all(first.epoch(3));
      all(second.epoch(0));
      List<Batch> again = all(second.epoch(3));
      List<Batch> epoch4 = all(first.epoch(4));

      assertThat(names(again)).isEqualTo(names(epoch3)).isNotEqualTo(names(epoch4));
      for (int i = 0; i < epoch3.size(); i++) {
        assertThat(again.get(i).images()).isEqualTo(epoch3.get(i).images());
      }
    }
  }

  @Test
  void an_epoch_can_be_gone_on_with_from_any_batch() throws IOException {
    try (ImageBatches batches = new ImageBatches(examples(6), shuffled(Augmentation.LIGHT, 5))) {
      List<Batch> whole = all(batches.epoch(2));
      List<Batch> rest = all(batches.epoch(2, 1));

      assertThat(rest).hasSize(2);
      assertThat(rest.get(0).images()).isEqualTo(whole.get(1).images());
      assertThat(rest.get(1).examples()).isEqualTo(whole.get(2).examples());
      assertThat(rest).extracting(Batch::number).containsExactly(1, 2);
      assertThat(all(batches.epoch(2, 3))).isEmpty();
    }
  }

  @Test
  void augmentation_changes_an_image_from_epoch_to_epoch() throws IOException {
    Path file = write("a.png", TestImages.blocks(32, 32, 4));
    List<Example> one = List.of(new Example(file, "a.png", 0));
    try (ImageBatches batches = new ImageBatches(one, shuffled(Augmentation.LIGHT, 1))) {
      assertThat(all(batches.epoch(0)).get(0).images())
          .isNotEqualTo(all(batches.epoch(1)).get(0).images());
    }
  }

  @Test
  void the_cache_changes_no_pixel() throws IOException {
    List<Example> examples = examples(4);
    List<Batch> expected;
    BatchSettings none = shuffled(Augmentation.LIGHT, 8);
    try (ImageBatches batches = new ImageBatches(examples, none)) {
      expected = all(batches.epoch(1));
    }
    for (CacheMode mode : CacheMode.values()) {
      BatchSettings settings =
          new BatchSettings(
              TINY, 2, 8, Augmentation.LIGHT, 0, null, true, 9, 2, mode, folder.resolve("cache"));
      try (ImageBatches batches = new ImageBatches(examples, settings)) {
        all(batches.epoch(0));
        assertThat(all(batches.epoch(1)).get(0).images()).isEqualTo(expected.get(0).images());
      }
    }
  }

  @Test
  void unreadable_images_are_left_out_and_listed_once() throws IOException {
    List<Example> examples = new ArrayList<>(examples(3));
    Path damaged = Files.write(folder.resolve("damaged.png"), new byte[] {1, 2, 3});
    Path empty = Files.write(folder.resolve("empty.png"), new byte[0]);
    examples.add(1, new Example(damaged, "damaged.png", 0));
    examples.add(new Example(empty, "empty.png", 1));
    BatchSettings settings = BatchSettings.evaluation(TINY, 2, 7);
    try (ImageBatches batches = new ImageBatches(examples, settings)) {
      List<Batch> first = all(batches.epoch(0));
      List<Batch> second = all(batches.epoch(1));

      assertThat(first).extracting(Batch::size).containsExactly(6);
      assertThat(second.get(0).images()).isEqualTo(first.get(0).images());
      assertThat(names(first)).doesNotContain("damaged.png", "empty.png");
      assertThat(first.get(0).images().slice(1)).isEqualTo(onlyImage(examples.get(2)));
      assertThat(batches.skipped())
          .containsExactly(
              new Unreadable(
                  examples.get(1), "its contents are not JPEG, PNG, GIF, BMP, TIFF or WebP"),
              new Unreadable(examples.get(7), "it has no bytes"));
    }
  }

  private static INDArray onlyImage(Example example) {
    BatchSettings settings = BatchSettings.evaluation(TINY, 2, 1);
    try (ImageBatches batches = new ImageBatches(List.of(example), settings)) {
      return batches.epoch(0).iterator().next().images().slice(0);
    }
  }

  @Test
  void a_batch_of_nothing_readable_does_not_appear() throws IOException {
    Path empty = Files.write(folder.resolve("empty.png"), new byte[0]);
    List<Example> examples = List.of(new Example(empty, "empty.png", 0));
    try (ImageBatches batches = new ImageBatches(examples, BatchSettings.evaluation(TINY, 2, 1))) {
      assertThat(batches.epoch(0)).isEmpty();
      assertThat(batches.skipped()).hasSize(1);
    }
  }

  @Test
  void a_batch_outlives_the_workspace_it_was_asked_for_in() throws IOException {
    try (ImageBatches batches =
            new ImageBatches(examples(1), BatchSettings.evaluation(TINY, 2, 2));
        MemoryWorkspace workspace =
            Nd4j.getWorkspaceManager()
                .getAndActivateWorkspace(WorkspaceConfiguration.builder().build(), "a step")) {
      Batch batch = batches.epoch(0).iterator().next();

      assertThat(workspace.isScopeActive()).isTrue();
      assertThat(batch.images().isAttached()).isFalse();
      assertThat(batch.labels().isAttached()).isFalse();
    }
  }

  @Test
  void closing_ends_threads_and_an_epoch_that_is_under_way() throws IOException {
    ImageBatches batches = new ImageBatches(examples(20), shuffled(Augmentation.OFF, 2));
    Iterator<Batch> epoch = batches.epoch(0).iterator();
    epoch.next();
    batches.close();

    assertThatThrownBy(epoch::next).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> batches.epoch(1).iterator()).isInstanceOf(IllegalStateException.class);
    assertThat(batches.skipped()).isEmpty();
  }

  @Test
  void a_new_epoch_ends_the_one_before() throws IOException {
    try (ImageBatches batches = new ImageBatches(examples(10), shuffled(Augmentation.OFF, 2))) {
      Iterator<Batch> abandoned = batches.epoch(0).iterator();
      abandoned.next();

      assertThat(all(batches.epoch(1))).hasSize(10);
      assertThatThrownBy(abandoned::next).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void a_failure_that_is_no_bad_image_reaches_the_consumer() {
    Example broken = new Example(null, "broken.png", 0);
    try (ImageBatches batches =
        new ImageBatches(List.of(broken), BatchSettings.evaluation(TINY, 2, 1))) {
      Iterator<Batch> epoch = batches.epoch(0).iterator();

      assertThatThrownBy(epoch::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("broken.png")
          .hasCauseInstanceOf(NullPointerException.class);
    }
  }

  @Test
  void what_preparing_images_takes_is_measured_once_it_is_asked_for() throws IOException {
    try (ImageBatches batches = new ImageBatches(examples(5), shuffled(Augmentation.LIGHT, 4))) {
      PreparationTimes times = batches.preparationTimes();
      all(batches.epoch(0));
      assertThat(PreparationTimes.Part.values())
          .allSatisfy(part -> assertThat(times.total(part)).isZero());

      times.restart();
      all(batches.epoch(1));
      assertThat(PreparationTimes.Part.values())
          .allSatisfy(part -> assertThat(times.total(part)).isPositive());
    }
  }

  @Test
  void settings_and_examples_are_checked() throws IOException {
    List<Example> examples = examples(1);
    assertThatThrownBy(() -> BatchSettings.evaluation(TINY, 2, 0))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("batch-size must be at least 1; got 0");
    assertThatThrownBy(() -> new ImageBatches(List.of(), BatchSettings.evaluation(TINY, 2, 1)))
        .hasMessage("there are no images to make batches of");
    assertThatThrownBy(() -> new ImageBatches(examples, BatchSettings.evaluation(TINY, 1, 1)))
        .hasMessage("label 1 of b/0000.png must be below the number of classes, 1");
  }

  private List<Example> examples(int perClass) throws IOException {
    return LabelledImages.open(TestImages.folder(folder.resolve("images"), perClass, "a", "b"))
        .examples();
  }

  private BatchSettings shuffled(Augmentation augmentation, int batchSize) {
    return new BatchSettings(
        TINY,
        2,
        batchSize,
        augmentation,
        0,
        null,
        true,
        9,
        2,
        CacheMode.NONE,
        folder.resolve("cache"));
  }

  private Path write(String name, BufferedImage image) throws IOException {
    return Files.write(folder.resolve(name), TestImages.encode(image, "png"));
  }

  private static List<Batch> all(Iterable<Batch> epoch) {
    List<Batch> all = new ArrayList<>();
    epoch.forEach(all::add);
    return all;
  }

  private static List<String> names(List<Batch> epoch) {
    return epoch.stream().flatMap(b -> b.examples().stream()).map(Example::name).toList();
  }
}
