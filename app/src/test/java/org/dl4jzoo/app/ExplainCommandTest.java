package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dl4jzoo.app.run.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

  @TempDir private Path folder;
  private Path images;
  private RunFolder run;

  @BeforeEach
  void make_a_run() throws IOException {
    images = DrawnImages.draw(folder.resolve("squares"), 3, 3);
    run = UntrainedRun.create(folder.resolve("run"), images);
  }

  private Cli explain(Path what, String... more) {
    String[] arguments = {
      "explain", run.toString(), what.toString(), "--output", folder.resolve("out").toString()
    };
    return Cli.run(
        Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new));
  }

  @Test
  void an_image_becomes_a_picture_of_it_beside_its_map() throws IOException {
    Cli cli = explain(images.resolve("red/00.png"), "--class", "red", "--json");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    JsonNode line = new ObjectMapper().readTree(cli.out());
    assertThat(line.get("class").asText()).isEqualTo("red");
    assertThat(line.get("probability").asDouble()).isBetween(0.0, 1.0);
    Path picture = folder.resolve("out/00-red.png");
    assertThat(line.get("picture").asText()).isEqualTo(picture.toString());
    BufferedImage drawn = ImageIO.read(picture.toFile());
    assertThat(drawn.getWidth()).isEqualTo(2 * drawn.getHeight());
  }

  @Test
  void images_of_one_name_have_pictures_of_several() {
    assertThat(explain(images, "--class", "red").exitCode()).isZero();

    assertThat(folder.resolve("out").toFile().list())
        .hasSize(9)
        .contains("00-red.png", "00-red-2.png", "00-red-3.png", "02-red.png", "02-red-3.png");
  }

  @Test
  void a_class_that_the_network_has_not_is_refused_before_anything_is_written() {
    Cli cli = explain(images, "--class", "violet");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .contains("error: class must be one of the network's, such as blue; got violet\n");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void an_image_that_cannot_be_read_is_named() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no image");

    Cli cli = explain(text);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("error: cannot read " + text);
  }
}
