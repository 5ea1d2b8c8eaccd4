package org.dl4jzoo.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.RecordedProgress;
import org.dl4jzoo.data.folder.FolderCheck;
import org.dl4jzoo.data.folder.FolderListing;
import org.dl4jzoo.data.folder.LabelledImages;
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

    LabelledImages images = LabelledImages.open(folder);
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
    assertThat(folder.getFileName()).hasToString("sample-" + digestOfFirstPictures(folder));
  }

  /** Of the files themselves: the folder of other pictures would have another name. */
  private static String digestOfFirstPictures(Path folder) throws IOException {
    MessageDigest sha256 = DigestUtils.getSha256Digest();
    for (Path kind : FolderListing.subfolders(folder)) {
      BufferedImage picture = ImageIO.read(kind.resolve("000.png").toFile());
      for (int y = 0; y < picture.getHeight(); y++) {
        for (int x = 0; x < picture.getWidth(); x++) {
          int rgb = picture.getRGB(x, y) & 0xffffff;
          sha256.update(ByteBuffer.allocate(4).putInt(rgb).array());
        }
      }
    }
    return Hex.encodeHexString(sha256.digest()).substring(0, 8);
  }

  @Test
  void nothing_is_left_when_drawing_is_cut_short() throws IOException {
    Progress failing = new RecordedProgress(3);

    assertThatThrownBy(() -> SampleFlowers.ensure(cache, failing))
        .isInstanceOf(IllegalStateException.class);
    assertThat(FolderListing.subfolders(cache)).isEqualTo(List.of());
  }
}
