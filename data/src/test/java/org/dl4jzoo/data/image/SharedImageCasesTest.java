package org.dl4jzoo.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The photo in many forms of the shared folder; skipped where it is absent. */
class SharedImageCasesTest {

  @Test
  void every_form_of_the_photo_gives_the_pixels_that_pillow_reads() throws IOException {
    PillowCases cases = cases();
    SoftAssertions softly = new SoftAssertions();
    for (String name : cases.readable()) {
      softly
          .assertThatCode(() -> cases.assertPixels(name, isLossy(cases.contents(name)) ? 2 : 0))
          .as(name)
          .doesNotThrowAnyException();
    }
    softly.assertAll();
    assertThat(cases.readable()).isNotEmpty();
  }

  @Test
  void what_pillow_cannot_read_is_refused_in_one_sentence() throws IOException {
    PillowCases cases = cases();
    for (String name : cases.refused()) {
      assertThat(cases.refusal(name)).as(name).startsWith("it").doesNotContain("\n");
    }
  }

  /** JPEG, and WebP that is coded as VP8. */
  private static boolean isLossy(byte[] file) {
    return (file[0] & 0xff) == 0xff || (file[0] == 'R' && file[15] == ' ');
  }

  private static PillowCases cases() {
    String named = System.getenv("ZOO_SHARED");
    Path shared = named == null ? Path.of("..", "..", "shared") : Path.of(named);
    Path folder = shared.resolve("cases").resolve("images");
    assumeTrue(Files.isDirectory(folder), "no cases/images in " + shared.toAbsolutePath());
    return new PillowCases(folder, PillowCases.References.UNDERSCORE);
  }
}
