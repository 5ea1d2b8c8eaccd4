package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings on images as people have them, and what becomes of a run whose images change. */
class DataLayoutsTest {

  @TempDir private Path folder;
  private Path images;
  private Path run;

  @BeforeEach
  void draw() throws IOException {
    images = DrawnImages.draw(folder.resolve("images"), 3, 8);
    run = folder.resolve("run");
  }

  private Cli train(String... flags) {
    return Cli.run(
        Stream.concat(
                Stream.of(
                    "train",
                    "--model=lenet5",
                    "--backend=cpu",
                    "--engine=nd4j",
                    "--batch-size=4",
                    "--epochs=1",
                    "--output=" + run),
                Stream.of(flags))
            .toArray(String[]::new));
  }

  private static void assertRefused(Cli cli, String sentence) {
    assertThat(cli.err().lines().toList()).endsWith("error: " + sentence);
    assertThat(cli.err()).doesNotContain("\tat ");
    assertThat(cli.exitCode()).isEqualTo(2);
  }

  private void move(String from, String to) throws IOException {
    Path target = folder.resolve(to);
    Files.createDirectories(target.getParent());
    Files.move(folder.resolve(from), target);
  }

  /** The first two images of each class are for validation; the others for training. */
  private void splitByHand() throws IOException {
    for (String colour : List.of("blue", "green", "red")) {
      for (int i = 0; i < 2; i++) {
        String name = "%s/%02d.png".formatted(colour, i);
        move("images/" + name, "split/val/" + name);
      }
      move("images/" + colour, "split/train/" + colour);
    }
  }

  @Test
  void a_split_that_the_folders_have_is_used() throws IOException {
    splitByHand();

    Cli cli = train("--data=" + folder.resolve("split"));

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err())
        .contains("the data has its own split, which is used: train 18, validation 6\n")
        .contains("there are no test images: the validation images are the test too\n");
    assertThat(cli.out()).contains("(6 images; ");
    assertThat(run.resolve("labels.txt")).hasContent("blue\ngreen\nred\n");
    assertThat(run.resolve("split.csv"))
        .content()
        .contains("train/blue/02.png,blue,train,", "val/red/01.png,red,test,");
    Cli evaluation = Cli.run("evaluate", run.toString());
    assertThat(evaluation.out()).contains("images  6");
  }

  @Test
  void subsets_may_be_in_places_of_their_own() throws IOException {
    splitByHand();

    Cli cli =
        train(
            "--train-data=" + folder.resolve("split/train"),
            "--val-data=" + folder.resolve("split/val"));

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(Cli.run("evaluate", run.toString(), "--split=validation").out())
        .contains("images  6");
    assertRefused(
        train("--val-data=x"),
        "images are named by data, or by train-data, val-data and test-data; got data "
            + "sample and val-data "
            + Path.of("x").toAbsolutePath());
  }

  @Test
  void a_list_names_images_classes_and_subsets() throws IOException {
    StringBuilder list = new StringBuilder("path,label,split\n");
    for (int i = 0; i < 8; i++) {
      String split = i < 6 ? "train" : i == 6 ? "val" : "test";
      list.append("images/blue/%02d.png,sky,%s\n".formatted(i, split));
      list.append("images/red/%02d.png,rose,%s\n".formatted(i, split));
    }
    Path csv = Files.writeString(folder.resolve("list.csv"), list);

    Cli cli = train("--data=" + csv);

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("train 12, validation 2, test 2\n");
    assertThat(run.resolve("labels.txt")).hasContent("rose\nsky\n");
  }

  @Test
  void classes_get_other_names_than_their_folders() throws IOException {
    Path map = Files.writeString(folder.resolve("map.txt"), "blue sky, heaven\nred rose\n");

    Cli cli = train("--data=" + images, "--class-map=" + map);

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains(map + " has no names for the classes green\n");
    assertThat(run.resolve("labels.txt")).hasContent("green\nrose\nsky, heaven\n");
    assertThat(Cli.run("evaluate", run.toString()).exitCode()).isZero();
  }

  @Test
  void a_checkpoint_alone_knows_the_folders_of_its_classes_again() throws IOException {
    Path map =
        Files.writeString(folder.resolve("map.json"), "{\"blue\": \"sky\", \"red\": \"rose\"}");
    assertThat(train("--data=" + images, "--class-map=" + map).exitCode()).isZero();
    Path alone = Files.copy(run.resolve("best.zip"), folder.resolve("alone.zip"));
    Files.delete(map);

    Cli cli =
        Cli.run(
            "evaluate",
            alone.toString(),
            "--data=" + images,
            "--output=" + folder.resolve("report"),
            "--json");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out()).contains("\"rose\"", "\"sky\"", "\"green\"").doesNotContain("\"red\"");
  }

  @Test
  void shares_of_the_split_can_be_set() {
    Cli cli = train("--data=" + images, "--split=0.5,0.5,0");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(run.resolve("split.csv")).content().doesNotContain(",test,");
    assertRefused(
        train("--data=" + images, "--split=0.9,0.2,0"),
        "split must be the shares of training, validation and test, which add up to 1, such as"
            + " 0.8,0.1,0.1; got [0.9, 0.2, 0.0]");
  }

  @Test
  void files_left_out_and_images_that_cannot_be_read_are_told() throws IOException {
    Files.writeString(images.resolve("blue/a.heic"), "x");
    Files.writeString(images.resolve("blue/notes.txt"), "x");
    Files.writeString(images.resolve("red/cut.png"), "x");

    Cli cli = train("--data=" + images);

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err())
        .contains(
            "left out of %s, not in a format that is read: 1 .heic, 1 .txt\n".formatted(images))
        .contains("1 of 25 images cannot be read and are left out, such as red/cut.png: ");
    assertThat(run.resolve("run.log")).content().contains("left out: ", "red/cut.png");
  }

  @Test
  void a_class_that_cannot_be_read_is_an_error() throws IOException {
    Files.createDirectories(images.resolve("white"));
    Files.writeString(images.resolve("white/1.jpg"), "x");
    Files.writeString(images.resolve("white/2.jpg"), "x");

    Cli cli = train("--data=" + images);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .contains("error: no image of the class white can be read: of 2, white/1.jpg is the first");
    assertThat(run).doesNotExist();
  }

  @Test
  void a_class_that_cannot_be_read_is_not_evaluated_either() throws IOException {
    assertThat(train("--data=" + images).exitCode()).isZero();
    for (int i = 0; i < 8; i++) {
      Files.write(images.resolve("red/%02d.png".formatted(i)), new byte[0]);
    }

    assertRefused(
        Cli.run("evaluate", run.toString(), "--data=" + images),
        "no image of the class red can be read, such as %s: it has no bytes"
            .formatted(images.resolve("red/00.png")));
  }

  @Test
  void a_run_goes_on_with_images_that_have_moved() throws IOException {
    assertThat(train("--data=" + images).exitCode()).isZero();
    move("images", "moved/images");
    move("moved/images/red/00.png", "moved/images/red/renamed.png");
    Path moved = folder.resolve("moved/images");

    assertRefused(
        Cli.run("train", "--resume=" + run, "--epochs=2"),
        "the images of the run are no longer in %s; --data tells where they are now"
            .formatted(images));
    Cli evaluation =
        Cli.run("evaluate", run.toString(), "--data=" + moved, "--split=train", "--json");
    assertThat(evaluation.exitCode()).as(evaluation.err()).isZero();
    Cli cli = Cli.run("train", "--resume=" + run, "--epochs=2", "--data=" + moved);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err())
        .contains(
            "known by their contents, as their names in %s are others than in %s: 1 image"
                .formatted(moved, run.resolve("split.csv")));
    assertThat(run.resolve("config.yaml")).content().contains("data: " + moved);
    assertThat(Cli.run("evaluate", run.toString()).exitCode()).isZero();
  }

  @Test
  void changed_images_are_told_by_name_before_the_first_step() throws IOException {
    assertThat(train("--data=" + images).exitCode()).isZero();
    Cli grown = resumeWithAnotherClass();
    assertThat(grown.exitCode()).as(grown.err()).isZero();
    assertThat(grown.err())
        .contains("left out of %s, being no classes of the run: amber\n".formatted(images));

    Files.move(images.resolve("green"), images.resolve("lime"));
    assertRefused(
        Cli.run("train", "--resume=" + run, "--epochs=3"),
        "%s must have the classes of the run; it lacks green".formatted(images));
    Files.move(images.resolve("lime"), images.resolve("green"));
    Files.delete(images.resolve("green/03.png"));
    assertRefused(
        Cli.run("train", "--resume=" + run, "--epochs=3"),
        "%s names the image green/03.png, which %s does not have"
            .formatted(run.resolve("split.csv"), images));
  }

  /** Its name is the first, so that the labels of all others would be one higher. */
  private Cli resumeWithAnotherClass() throws IOException {
    Files.createDirectories(images.resolve("amber"));
    Files.copy(images.resolve("red/00.png"), images.resolve("amber/00.png"));
    Files.write(images.resolve("amber/01.png"), new byte[] {1});
    return Cli.run("train", "--resume=" + run, "--epochs=2");
  }

  @Test
  void images_with_a_split_of_their_own_are_measured_on_their_test() throws IOException {
    assertThat(train("--data=" + images).exitCode()).isZero();
    splitByHand();
    Path other = folder.resolve("split");

    assertThat(Cli.run("evaluate", run.toString(), "--data=" + other).out()).contains("images  6");
    assertRefused(
        Cli.run("evaluate", run.toString(), "--data=" + folder.resolve("split/val/blue")),
        "expected one sub-folder a class with images in it; %s has no sub-folder"
            .formatted(folder.resolve("split/val/blue")));
  }
}
