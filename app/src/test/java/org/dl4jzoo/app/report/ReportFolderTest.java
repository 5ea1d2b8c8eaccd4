package org.dl4jzoo.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.app.evaluate.ConfusionMatrix;
import org.dl4jzoo.app.evaluate.ConfusionMatrixTest;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.LabelledPrediction;
import org.dl4jzoo.app.review.Review;
import org.dl4jzoo.app.review.ReviewedImage;
import org.dl4jzoo.data.folder.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {

  private static final EvaluationReport REPORT =
      new EvaluationReport(null, 0.5, ConfusionMatrixTest.NO_TULIP_PREDICTED, List.of(), List.of());

  @TempDir private Path folder;

  @Test
  void csv_files_have_a_row_a_class() throws IOException {
    ReportFolder.create(folder.resolve("test")).write("a network", REPORT);

    assertThat(folder.resolve("test/confusion.csv"))
        .hasContent("true \\ predicted,daisy,rose,tulip\ndaisy,3,1,0\nrose,2,4,0\ntulip,1,1,0");
    assertThat(folder.resolve("test/classes.csv"))
        .hasContent(
            """
            class,precision,recall,f1,images
            daisy,0.5000,0.7500,0.6000,4
            rose,0.6667,0.6667,0.6667,6
            tulip,0.0000,0.0000,0.0000,2""");
  }

  @Test
  void the_heat_map_is_darker_where_there_are_more_images() throws IOException {
    ReportFolder.create(folder).write("a network", REPORT);

    BufferedImage map = ImageIO.read(folder.resolve("confusion.png").toFile());
    assertThat(shareOf(map, 0x5BA3D9)).as("the darkest, one cell of nine").isBetween(0.03, 1.0 / 9);
    assertThat(shareOf(map, 0xFFFFFF)).as("white, of three cells and the rest").isGreaterThan(0.3);
  }

  private static double shareOf(BufferedImage image, int rgb) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    long same = Arrays.stream(pixels).filter(pixel -> (pixel & 0xFFFFFF) == rgb).count();
    return (double) same / pixels.length;
  }

  @Test
  void mistakes_of_an_earlier_evaluation_do_not_stay() throws IOException {
    Files.writeString(folder.resolve("worst.png"), "an earlier one");

    ReportFolder.create(folder).write("a network", REPORT);

    assertThat(folder.resolve("worst.png")).doesNotExist();
  }

  @Test
  void a_folder_that_cannot_be_made_is_the_users_to_mend() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");

    assertThatThrownBy(() -> ReportFolder.create(file.resolve("test")))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("cannot write " + file.resolve("test"));
  }

  @Test
  void nothing_of_many_classes_has_a_value_for_each_pair() throws IOException {
    List<String> classes = IntStream.range(0, 40).mapToObj(k -> "c" + k).toList();
    int[][] counts = new int[40][40];
    counts[3][4] = 1;
    float[] probabilities = new float[40];
    probabilities[4] = 1;
    LabelledPrediction prediction =
        new LabelledPrediction(new Example(Path.of("a.jpg"), "c3/a.jpg", 3), probabilities);
    ConfusionMatrix confusion = ConfusionMatrix.of(classes, counts);

    ReportFolder.create(folder)
        .write(
            "a network", new EvaluationReport(0.0, 0.5, confusion, List.of(), List.of(prediction)));

    assertThat(folder.resolve("confusion.png")).doesNotExist();
    assertThat(folder.resolve("confusion.csv")).hasContent("true,predicted,images\nc3,c4,1");
    assertThat(folder.resolve("predictions.csv"))
        .content()
        .contains("\nc3/a.jpg,c3,c4,c4,1.000,c0,0.000,");
  }

  @Test
  void label_issues_are_listed_without_formulas() {
    ReviewedImage evil =
        new ReviewedImage(new Example(Path.of("a"), "=cmd/a,\"b\".jpg", 0), "train");
    ReviewedImage other = new ReviewedImage(new Example(Path.of("b"), "rose/b.jpg", 1), "test");
    Review review =
        new Review(
            Map.of("train", 1, "test", 1),
            List.of(
                new Review.Suspect(evil, 1, 0.9, -0.8, true),
                new Review.Suspect(other, 0, 0.5, -0.1, false)),
            1,
            List.of(new Review.Outlier(other, 1.75)),
            List.of(new Review.Twins(evil, other, 0.95)),
            List.of(),
            0);

    new ReportFolder(folder).write(review, List.of("=daisy", "rose"));

    assertThat(folder.resolve("label-issues.csv"))
        .hasContent(
            """
            issue,path,subset,label,suggested,probability,score,other path,other subset,other label
            label,"'=cmd/a,""b"".jpg",train,'=daisy,rose,0.9000,-0.8000,,,
            doubtful label,rose/b.jpg,test,rose,'=daisy,0.5000,-0.1000,,,
            outlier,rose/b.jpg,test,rose,,,1.7500,,,
            near-duplicate,"'=cmd/a,""b"".jpg",train,'=daisy,,,0.9500,rose/b.jpg,test,rose""");
  }

  @Test
  void label_issues_of_an_earlier_evaluation_go() throws IOException {
    Path issues = Files.writeString(folder.resolve("label-issues.csv"), "old");

    new ReportFolder(folder).write(null, List.of());

    assertThat(issues).doesNotExist();
  }
}
