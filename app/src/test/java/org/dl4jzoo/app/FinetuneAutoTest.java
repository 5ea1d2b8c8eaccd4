package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.dl4jzoo.app.rank.SmallWeights;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.data.file.CacheFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code zoo finetune --model auto}: of two files one has features that are always 0, and the other
 * sees the colours that tell the classes apart.
 */
class FinetuneAutoTest {

  private static final int IMAGES = 45;

  @TempDir static Path shared;
  private static Path images;
  private static Path weights;
  private static Path seeing;
  private static Path blind;
  private static Path trained;
  private static Cli training;

  @TempDir Path folder;

  @BeforeAll
  static void draw_images_and_make_weights() throws IOException {
    images = DrawnImages.draw(shared.resolve("images"), 3, IMAGES / 3);
    weights = Files.createDirectory(shared.resolve("weights"));
    blind = SmallWeights.blind(weights.resolve("blind.safetensors"), 0.35);
    seeing = SmallWeights.seeing(weights.resolve("seeing.safetensors"), 0.5);
    trained = shared.resolve("run");
    training = finetune("--output=" + trained);
  }

  private static Cli finetune(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "finetune",
                "--model=auto",
                "--weights=" + weights,
                "--data=" + images,
                "--backend=cpu",
                "--image-size=32",
                "--batch-size=16",
                "--unfreeze=none"));
    for (String flag : more) {
      String name = flag.replaceFirst("=.*", "=");
      arguments.removeIf(before -> before.startsWith(name));
      arguments.add(flag);
    }
    return Cli.run(arguments.toArray(String[]::new));
  }

  private Cli finetuneHere(String... more) {
    List<String> flags = new ArrayList<>(List.of(more));
    flags.add("--output=" + folder.resolve("run"));
    return finetune(flags.toArray(String[]::new));
  }

  private void assertRefused(String message, String... flags) {
    Cli cli = finetuneHere(flags);
    assertThat(cli.err()).contains("error: " + message);
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  private static List<List<String>> table(Path run) throws IOException {
    return Files.readAllLines(run.resolve("candidates.csv")).stream()
        .skip(1)
        .map(row -> List.of(row.split(",", -1)))
        .toList();
  }

  private static long trainingImages(Path run) throws IOException {
    return Files.readAllLines(run.resolve("split.csv")).stream()
        .filter(row -> row.contains(",train,"))
        .count();
  }

  /** How many images each set of features has that was used since then. */
  private static List<Long> featuresUsedSince(FileTime then) throws IOException {
    List<Long> sizes = new ArrayList<>();
    try (Stream<Path> sets = Files.list(CacheFolder.standard().resolve("features"))) {
      for (Path set : sets.toList()) {
        if (Files.getLastModifiedTime(set).compareTo(then) >= 0) {
          try (Stream<Path> files = Files.list(set)) {
            sizes.add(files.count());
          }
        }
      }
    }
    return sizes;
  }

  @Test
  void the_network_whose_features_tell_the_classes_apart_is_trained_as_if_it_had_been_named()
      throws IOException {
    assertThat(training.exitCode()).as(training.err()).isZero();
    assertThat(training.err())
        .contains("taken: mobilenetv2 with %s, because its cross-valid".formatted(seeing));
    assertThat(trained.resolve("run.log")).content().contains("taken: mobilenetv2 with " + seeing);
    assertThat(trained.resolve("config.yaml"))
        .content()
        .contains("model: mobilenetv2\n", "weights: %s\n".formatted(seeing), "alpha: 0.5\n");
    List<List<String>> table = table(trained);
    assertThat(table).hasSize(2);
    assertThat(table.get(0)).startsWith("mobilenetv2", seeing.toString()).endsWith("taken");
    assertThat(Double.parseDouble(table.get(0).get(2))).isGreaterThan(0.6);
    assertThat(table.get(1)).startsWith("mobilenetv2", blind.toString()).endsWith("");
    assertThat(Double.parseDouble(table.get(1).get(2))).isLessThan(0.5);

    Cli named =
        finetune(
            "--model=mobilenetv2", "--weights=" + seeing, "--output=" + folder.resolve("named"));

    assertThat(named.exitCode()).as(named.err()).isZero();
    assertThat(trained.resolve("config.yaml"))
        .hasSameTextualContentAs(folder.resolve("named/config.yaml"));
    assertThat(Checkpoint.read(trained.resolve("best.zip")).network().params())
        .isEqualTo(Checkpoint.read(folder.resolve("named/best.zip")).network().params());
    assertThat(folder.resolve("named/candidates.csv")).doesNotExist();
  }

  @Test
  void only_training_images_are_looked_at_and_their_features_are_found_again() throws IOException {
    DrawnImages.draw(folder.resolve("others"), 3, 11);
    FileTime begin = Files.getLastModifiedTime(folder.resolve("others"));

    Cli cli = finetuneHere("--data=" + folder.resolve("others"), "--image-size=36");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    Path chosen = folder.resolve("run");
    assertThat(trainingImages(chosen)).isLessThan(33);
    assertThat(table(chosen))
        .allSatisfy(
            row -> assertThat(row.get(6)).isEqualTo(String.valueOf(trainingImages(chosen))));
    // Of two networks the training images, in two views; of the one that is taken all images in
    // one view, those for validation and those whose labels the report looks at.
    assertThat(featuresUsedSince(begin))
        .containsExactlyInAnyOrder(trainingImages(chosen), trainingImages(chosen), 33L);
  }

  @Test
  void in_a_fold_the_network_is_chosen_on_its_training_images() throws IOException {
    Cli cli = finetuneHere("--folds=3", "--fold=2");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    Path chosen = folder.resolve("run");
    assertThat(trainingImages(chosen)).isEqualTo(30);
    assertThat(table(chosen)).allSatisfy(row -> assertThat(row.get(6)).isEqualTo("30"));
  }

  /**
   * Without a top Keras counts 706,224 numbers at width 0.5 and 410,208 at 0.35: with a classifier
   * of three classes 2.84 and 1.66 MB.
   */
  @Test
  void limits_come_from_a_file_too_and_leave_no_trace_in_the_settings() throws IOException {
    Path config = Files.writeString(folder.resolve("c.yaml"), "max-size: 2.2\nmodel: auto\n");

    Cli cli = finetuneHere("--config=" + config);

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err())
        .contains(
            "taken: mobilenetv2 with %s, because it is the only network at hand within max-size 2.2"
                .formatted(blind))
        .contains("beyond max-size");
    assertThat(folder.resolve("run/config.yaml"))
        .content()
        .contains("weights: %s\n".formatted(blind))
        .doesNotContain("max-");
    assertThat(Cli.run("finetune", "--resume=" + folder.resolve("run")).exitCode()).isZero();
  }

  @Test
  void limits_that_no_network_meets_are_refused_with_the_smallest() {
    assertRefused(
        "no network at hand is within max-latency 1.0E-4 and max-size 0.5; the fastest is ",
        "--max-size=0.5",
        "--max-latency=0.0001");
  }

  @Test
  void a_choice_is_refused_where_there_is_none_to_make() {
    assertRefused(
        "max-latency must be unset unless model is auto, as it is a limit of the choice among"
            + " networks; got 9.0\n",
        "--model=mobilenetv2",
        "--max-latency=9");
    assertRefused("max-size must be unset unless", "--model=mobilenetv2", "--max-size=9");
    assertRefused("max-size must be greater than 0; got 0.0\n", "--max-size=0");
    assertRefused(
        "weights must be imagenet or a folder of files of weights where model is auto; got none\n",
        "--weights=none");
    assertRefused(
        "weights must be imagenet or a folder of files of weights where model is auto; got "
            + seeing
            + "\n",
        "--weights=" + seeing);
    assertRefused("--lr-find needs a network's name; got model auto\n", "--lr-find");
    assertRefused(
        "folds must be given with fold where model is auto, which then chooses on the training"
            + " images of that fold, as a network chosen on all images has seen those that test it;"
            + " got 3\n",
        "--folds=3");
  }

  @Test
  void train_and_a_run_that_is_resumed_need_a_name() throws IOException {
    Cli train = Cli.run("train", "--model=auto", "--data=" + images, "--weights=" + weights);
    assertThat(train.exitCode()).isEqualTo(2);
    assertThat(train.err())
        .isEqualToNormalizingNewlines(
            "error: model auto chooses among pretrained weights, which is for zoo finetune; zoo"
                + " train needs a network's name\n");

    Cli resumed = Cli.run("finetune", "--resume=" + trained, "--model=auto");
    assertThat(resumed.exitCode()).isEqualTo(2);
    assertThat(resumed.err())
        .contains("model of the run is mobilenetv2 and can't change when it is resumed; got auto");
  }

  @Test
  void an_output_that_is_taken_is_refused_before_networks_are_tried() throws IOException {
    Files.createDirectories(folder.resolve("full/x"));

    Cli cli = finetune("--output=" + folder.resolve("full"));

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).hasLineCount(1).contains("is not empty");
  }

  /** Sizes: torchvision counts 2,223,872 and 5,973,552 parameters before the classifiers. */
  @Test
  void published_files_are_recognised_and_what_is_not_for_imagenet_is_left_out()
      throws IOException {
    Path published = SharedFolder.file("weights").toAbsolutePath().normalize();

    Cli cli = finetuneHere("--weights=" + published, "--image-size=64");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err())
        .contains(
            "left out: %s holds weights of lenet5 for 10 classes that are not ImageNet's"
                .formatted(published.resolve("lenet5_mnist.safetensors")));
    List<List<String>> table = table(folder.resolve("run"));
    assertThat(table).hasSize(2);
    for (List<String> row : table) {
      boolean mobile = row.get(0).equals("mobilenetv2");
      // With the classifier of three classes, and 34,112 running statistics of batch norm.
      double numbers = mobile ? 2_223_872 + 34_112 + 3 * 1281 : 5_973_552 + 3 * 1025;
      assertThat(row.get(10)).isEqualTo(String.format(Locale.ROOT, "%.3f", numbers * 4 / 1e6));
    }
  }
}
