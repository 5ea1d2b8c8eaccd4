package org.dl4jzoo.app.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.dl4jzoo.app.evaluate.ConfusionMatrix;
import org.dl4jzoo.app.evaluate.EvaluationReport;
import org.dl4jzoo.app.evaluate.LabelledPrediction;
import org.dl4jzoo.app.report.Epoch;
import org.dl4jzoo.app.review.Review;
import org.dl4jzoo.app.review.ReviewedImage;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.folder.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationPageTest {

  private static final String EVIL = "<img src=x onerror=alert(1)>\"'";

  @TempDir private Path folder;

  private Path image(String name) throws IOException {
    Path file = folder.resolve(name);
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    return file;
  }

  /** A page of as many images as classes; each is given to the class after its own. */
  private String page(List<String> classes, Subject subject) throws IOException {
    return page(classes, subject, null);
  }

  private String page(List<String> classes, Subject subject, Review review) throws IOException {
    Path file = image("image.png");
    int[][] counts = new int[classes.size()][classes.size()];
    List<LabelledPrediction> predictions = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      float[] probabilities = new float[classes.size()];
      probabilities[(label + 1) % classes.size()] = 1;
      Example example = new Example(file, classes.get(label) + "/" + label + ".png", label);
      predictions.add(new LabelledPrediction(example, probabilities));
      counts[label][(label + 1) % classes.size()]++;
    }
    EvaluationReport report =
        new EvaluationReport(
            null, 1.0, ConfusionMatrix.of(classes, counts), List.of(), predictions);
    Path html = folder.resolve("index.html");
    EvaluationPage.of(subject, report, Map.of(), review, Progress.NONE).write(html);
    return Files.readString(html);
  }

  private static Subject subject(String model) {
    return new Subject(
        model,
        "test",
        List.of(new Epoch(1, 1e-3, 1.5, 0.3, Double.NaN, 0.4)),
        new Cost(61_281, 423_744, 247_608L, 4321, 32, 0.4, 0.9, 1 << 29),
        List.of(new Subject.Fact("Trained on", EVIL)),
        List.of(),
        "zoo evaluate " + EVIL,
        null);
  }

  @Test
  void names_are_text_wherever_they_stand() throws IOException {
    String html = page(List.of(EVIL, "</script><b>", "rose"), subject(EVIL));

    assertThat(html)
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain("<img src=x")
        .doesNotContain("</script><b>");
  }

  @Test
  void the_page_needs_nothing_from_elsewhere() throws IOException {
    String html = page(List.of("daisy", "rose"), subject("lenet5"));

    assertThat(html).doesNotContainPattern("(src|href)=\"(?!data:|#)").doesNotContain("@import");
    assertThat(html).contains("default-src 'none'");
  }

  @Test
  void of_two_classes_one_has_the_curves_and_the_point_where_it_is_decided() throws IOException {
    String html = page(List.of("daisy", "rose"), subject("lenet5"));

    assertThat(html)
        .contains("The curves are those of rose; those of daisy mirror them.")
        .contains("it finds 0.0 % of rose and takes 100.0 % of daisy for it")
        .contains("data-decision=\"100.0,0.0,0.0\"")
        .doesNotContain("<select");
    assertThat(page(List.of("daisy", "rose", "tulip"), subject("lenet5")))
        .contains("<select")
        .doesNotContain("data-decision");
  }

  @Test
  void a_flag_in_a_sentence_is_not_broken() throws IOException {
    Subject rising =
        new Subject(
            "lenet5",
            "test",
            IntStream.rangeClosed(1, 3)
                .mapToObj(n -> new Epoch(n, 1e-3, 1, 0.3, 1, 0.1 * n))
                .toList(),
            subject("lenet5").cost(),
            List.of(),
            List.of(),
            "zoo evaluate run",
            null);

    assertThat(page(List.of("daisy", "rose"), rising))
        .contains("train longer <span class=\"whole\">(--epochs).</span>");
  }

  @Test
  void nothing_of_many_classes_grows_with_their_square() throws IOException {
    List<String> classes = IntStream.range(0, 1000).mapToObj(k -> "class " + k).toList();

    String html = page(classes, subject("mobilenetv2"));

    assertThat(html).doesNotContain("class=\"matrix\"").contains("most frequent confusions");
    assertThat(html.replaceAll("\\{\"file\"[^}]*}", "").length()).isLessThan(200_000);
  }

  @Test
  void a_page_without_its_pictures_is_small() throws IOException {
    String html = page(List.of("daisy", "rose"), subject("lenet5"));

    assertThat(html.replaceAll("data:image/jpeg;base64,[^\"]*", "").length()).isLessThan(150_000);
  }

  private ReviewedImage reviewed(String name, int label) {
    return new ReviewedImage(new Example(folder.resolve("image.png"), name, label), "test");
  }

  @Test
  void images_to_look_at_are_shown_with_what_they_look_like() throws IOException {
    ReviewedImage first =
        new ReviewedImage(new Example(image("a.png"), "daisy/<b>.png", 0), "train");
    ReviewedImage second = new ReviewedImage(new Example(image("b.png"), "rose/b.png", 1), "test");
    ReviewedImage gone =
        new ReviewedImage(new Example(folder.resolve("gone.png"), "rose/gone.png", 1), "test");
    Review review =
        new Review(
            Map.of("train", 20),
            List.of(
                new Review.Suspect(first, 1, 0.93, -0.9, true),
                new Review.Suspect(gone, 0, 0.8, -0.7, true)),
            2.4,
            List.of(new Review.Outlier(second, 2.2)),
            List.of(new Review.Twins(first, second, 0.987)),
            List.of(
                new Review.Place(reviewed("daisy/0.png", 0), -1, 2),
                new Review.Place(reviewed("rose/1.png", 1), 3, -4)),
            0.25);

    String html = page(List.of("daisy", "rose"), subject("lenet5"), review);

    assertThat(html)
        .contains("1 training and 1 test images look mislabelled")
        .contains("1 image looks the same as images of another subset")
        .contains("looks like rose <b>93.0 %</b>")
        .contains("2 images, of which 1 are shown. Altogether an estimated 2 labels")
        .contains("daisy/&lt;b&gt;.png")
        .contains("2.2× beyond")
        .contains("0.987")
        .doesNotContain("tell these classes apart well")
        .contains("Map of 2 images")
        .contains("which hold 25.0 % of the variance")
        .contains("x=\"14.0\" y=\"14.0\" class=\"hue0 missed\"")
        .contains("x=\"706.0\" y=\"446.0\" class=\"hue1 missed\"")
        .doesNotContain("<b>.png")
        .doesNotContain("src=\"\"");
  }

  @Test
  void an_image_that_is_gone_meanwhile_is_left_out() throws IOException {
    LabelledPrediction gone =
        new LabelledPrediction(
            new Example(folder.resolve("gone.png"), "rose/gone.png", 0), new float[] {0, 1});

    assertThat(ImageSurvey.of(List.of(gone), Progress.NONE).gallery().pictures()).isEmpty();
  }
}
