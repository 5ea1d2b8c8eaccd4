package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dl4jzoo.app.run.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RobustnessTest {

  @TempDir private Path folder;
  private Path images;
  private RunFolder run;

  @BeforeEach
  void make_a_run() throws IOException {
    images = DrawnImages.draw(folder.resolve("squares"), 3, 8);
    run = UntrainedRun.create(folder.resolve("run"), images);
  }

  private JsonNode evaluated(Path data, String... more) throws IOException {
    String[] flags =
        Stream.concat(
                Stream.of("evaluate", run.toString(), "--json", "--data=" + data), Stream.of(more))
            .toArray(String[]::new);
    Cli cli = Cli.run(flags);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return new ObjectMapper().readTree(cli.out());
  }

  private Path mirrored() throws IOException {
    Path mirrored = DrawnImages.draw(folder.resolve("mirrored"), 3, 8);
    try (Stream<Path> files = Files.walk(mirrored)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        BufferedImage image = ImageIO.read(file.toFile());
        BufferedImage turned = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 32 * 32; i++) {
          turned.setRGB(i % 32, i / 32, image.getRGB(31 - i % 32, i / 32));
        }
        ImageIO.write(turned, "png", file.toFile());
      }
    }
    return mirrored;
  }

  @Test
  void each_change_has_its_accuracy_and_the_difference_to_the_images_as_they_are()
      throws IOException {
    JsonNode report = evaluated(images, "--robustness");

    JsonNode rows = report.get("robustness");
    assertThat(rows.findValuesAsText("change"))
        .containsExactly(
            "mirrored",
            "blurred, sigma 2 pixels of 224",
            "JPEG of quality 20",
            "30 % brighter",
            "30 % darker",
            "turned by 15°");
    assertThat(rows.get(0).get("top1").asDouble())
        .isEqualTo(evaluated(mirrored()).get("top1").asDouble());
    for (JsonNode row : rows) {
      assertThat(row.get("count").asInt()).isEqualTo(24);
      assertThat(row.get("difference").asDouble())
          .isCloseTo(row.get("top1").asDouble() - report.get("top1").asDouble(), within(1e-9));
    }
  }

  @Test
  void the_page_and_the_table_show_it_only_where_it_was_asked_for() {
    Path page = run.report("test").resolve("index.html");

    assertThat(Cli.run("evaluate", run.toString()).out()).doesNotContain("turned by 15°");
    assertThat(page).content().doesNotContain("id=\"robustness\"");

    assertThat(Cli.run("evaluate", run.toString(), "--robustness").out())
        .contains("turned by 15°", "images that were changed");
    assertThat(page).content().contains("id=\"robustness\"", "href=\"#robustness\"", "<svg");
  }

  @Test
  void several_views_are_not_changed_as_well() {
    List<String> flags = List.of("--robustness", "--test-time-augment=flip");
    Cli cli = Cli.run("evaluate", run.toString(), flags.get(0), flags.get(1));

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .contains("error: --robustness shows one view an image; got --test-time-augment flip");
  }
}
