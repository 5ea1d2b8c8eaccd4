package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.dl4jzoo.app.run.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestTimeAugmentTest {

  private static final int SIZE = 32;

  @TempDir private Path folder;
  private Path images;
  private RunFolder run;

  @BeforeEach
  void make_a_run() throws IOException {
    images = DrawnImages.draw(folder.resolve("squares"), 3, 8);
    run = UntrainedRun.create(folder.resolve("run"), images);
  }

  /** Each class's probability for each image. */
  private double[][] probabilities(Path image, String... flags) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("predict", run.toString(), image.toString()));
    arguments.addAll(List.of("--json", "--top=all"));
    arguments.addAll(List.of(flags));
    Cli cli = Cli.run(arguments.toArray(String[]::new));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    List<double[]> all = new ArrayList<>();
    for (String line : cli.out().lines().toList()) {
      double[] ofImage = new double[3];
      for (JsonNode guess : new ObjectMapper().readTree(line).get("top")) {
        ofImage[guess.get("index").asInt()] = guess.get("probability").asDouble();
      }
      all.add(ofImage);
    }
    return all.toArray(double[][]::new);
  }

  private static void assertMean(double[] mean, double[][] views) {
    for (int k = 0; k < mean.length; k++) {
      double sum = 0;
      for (double[] view : views) {
        sum += view[k];
      }
      assertThat(mean[k]).isCloseTo(sum / views.length, within(1e-6));
    }
  }

  /** The image as the network takes it, and what is cut from its 37 pixels, as files. */
  private Path views(BufferedImage image, int[][] corners) throws IOException {
    Path views = Files.createDirectory(folder.resolve("views"));
    for (int n = 0; n < corners.length; n++) {
      BufferedImage view = image.getSubimage(corners[n][0], corners[n][1], SIZE, SIZE);
      ImageIO.write(view, "png", views.resolve(n + ".png").toFile());
    }
    return views;
  }

  @Test
  void a_flipped_prediction_is_the_mean_of_the_image_and_its_mirror_image() throws IOException {
    Path image = images.resolve("red/03.png");
    BufferedImage plain = ImageIO.read(image.toFile());
    BufferedImage both = new BufferedImage(2 * SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        both.setRGB(x, y, plain.getRGB(x, y));
        both.setRGB(SIZE + x, y, plain.getRGB(SIZE - 1 - x, y));
      }
    }

    double[][] views = probabilities(views(both, new int[][] {{0, 0}, {SIZE, 0}}));

    assertMean(probabilities(image, "--test-time-augment=flip")[0], views);
  }

  /** The network takes 32 pixels, so its five crops are of 37, which this image has already. */
  @Test
  void a_prediction_by_five_crops_is_the_mean_of_corners_and_centre() throws IOException {
    BufferedImage large = new BufferedImage(37, 37, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 37; y++) {
      for (int x = 0; x < 37; x++) {
        large.setRGB(x, y, ((7 * x) << 16) | ((6 * y) << 8) | ((x * y) % 256));
      }
    }
    Path image = folder.resolve("large.png");
    ImageIO.write(large, "png", image.toFile());

    double[][] views =
        probabilities(views(large, new int[][] {{0, 0}, {5, 0}, {0, 5}, {5, 5}, {2, 2}}));

    assertMean(probabilities(image, "--test-time-augment=five-crop")[0], views);
  }

  @Test
  void the_report_tells_which_views_were_answered() throws IOException {
    Cli cli = Cli.run("evaluate", run.toString(), "--test-time-augment=flip", "--batch-size=1");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out())
        .contains("views   flip: the image and its mirror image, by the mean of their");
    Path report = run.path().resolve("report-flip");
    JsonNode numbers = new ObjectMapper().readTree(report.resolve("report.json").toFile());
    assertThat(numbers.get("testTimeAugment").asText()).isEqualTo("flip");
    assertThat(report.resolve("index.html"))
        .content()
        .contains("--test-time-augment=flip", "the image and its mirror image (mean of the");
  }

  @Test
  void logits_of_several_views_are_refused() {
    Cli cli =
        Cli.run(
            "predict",
            run.toString(),
            images.toString(),
            "--json",
            "--logits",
            "--test-time-augment=flip");

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .contains("error: --logits are those of one view; got --test-time-augment flip");
  }
}
