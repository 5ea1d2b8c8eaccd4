package org.dl4jzoo.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.data.folder.FolderCheck;
import org.dl4jzoo.data.folder.FolderCheck.Report;
import org.dl4jzoo.data.preprocess.ImageLoader;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.junit.jupiter.api.Test;

/** The 1,250 real photos of the shared folder; skipped where it is absent. */
class FlowerPhotosTest {

  @Test
  void all_photos_are_readable_and_two_show_the_same_roses() {
    Path photos = photos();

    Report report = FolderCheck.check(photos);

    assertThat(report.classes()).extracting(FolderCheck.ClassSummary::readable).containsOnly(250);
    assertThat(report.classes())
        .extracting(FolderCheck.ClassSummary::name)
        .containsExactly("daisy", "dandelion", "roses", "sunflowers", "tulips");
    assertThat(report.unreadable()).isEmpty();
    assertThat(report.identical()).isEmpty();
    assertThat(report.nearIdentical())
        .extracting(FolderCheck.Twins::names)
        .containsExactly(
            List.of("roses/13279526615_a3b0059bec.jpg", "roses/13342823005_16d3df58df_n.jpg"));
  }

  /** Java's own reader throws on these: their colour profile is grey. */
  @Test
  void photos_with_a_grey_profile_are_read() {
    Path photos = photos();
    Preprocessing shape = new Preprocessing(224, 224, 3, Resize.SQUASH, Scale.UNIT);
    ImageLoader loader = new ImageLoader(shape);

    assertThat(loader.load(photos.resolve("daisy/3084924076_4d5c5711af_m.jpg")))
        .hasSize(shape.bytes());
    assertThat(loader.load(photos.resolve("roses/13342823005_16d3df58df_n.jpg")))
        .hasSize(shape.bytes());
  }

  private static Path photos() {
    String named = System.getenv("ZOO_SHARED");
    Path shared = named == null ? Path.of("..", "..", "shared") : Path.of(named);
    Path photos = shared.resolve("flower_photos");
    assumeTrue(Files.isDirectory(photos), "no flower_photos in " + shared.toAbsolutePath());
    return photos;
  }
}
