package org.dl4jzoo.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.RecordedProgress;
import org.dl4jzoo.data.folder.FolderCheck;
import org.dl4jzoo.data.folder.FolderListing;
import org.dl4jzoo.data.folder.ImageFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFlowersTest {

  @TempDir private Path cache;

  @Test
  @Tag("slow")
  void pictures_are_drawn_once_and_whole() throws IOException {
    RecordedProgress progress = new RecordedProgress();

    Path folder = SampleFlowers.ensure(cache, progress);

    ImageFolder images = ImageFolder.open(folder);
    assertThat(images.classes())
        .containsExactly("daisy", "dandelion", "roses", "sunflowers", "tulips");
    assertThat(images.examples()).hasSize(5 * SampleFlowers.PER_CLASS);
    assertThat(progress.lastStep()).isEqualTo(800);
    assertThat(progress.started()).containsExactly("Drawing sample flowers");
    try (Stream<Path> left = Files.list(cache)) {
      assertThat(left).containsExactly(folder);
    }
    assertThat(SampleFlowers.ensure(cache, progress)).isEqualTo(folder);
    assertThat(progress.started()).hasSize(1);
    assertThat(FolderCheck.check(folder).nearIdentical()).isEmpty();
  }

  @Test
  void nothing_is_left_when_drawing_is_cut_short() throws IOException {
    Progress failing = new RecordedProgress(3);

    assertThatThrownBy(() -> SampleFlowers.ensure(cache, failing))
        .isInstanceOf(IllegalStateException.class);
    assertThat(FolderListing.subfolders(cache)).isEqualTo(List.of());
  }
}
