package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jzoo.app.run.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that nobody could train on, but that a network can be measured on. */
class OddFoldersTest {

  @TempDir private Path folder;
  private Path other;
  private RunFolder run;

  @BeforeEach
  void make_a_run() throws IOException {
    run =
        UntrainedRun.create(
            folder.resolve("run"), DrawnImages.draw(folder.resolve("images"), 3, 8));
    other = DrawnImages.draw(folder.resolve("other"), 1, 4);
  }

  private Cli evaluate(Path data) {
    return Cli.run("evaluate", run.toString(), "--data", data.toString());
  }

  private static void assertMeasured(Cli cli, int images) {
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out()).contains("images  " + images + "\n");
    assertThat(cli.err())
        .contains(
            "there are no images of green, red: what is said of such a class means nothing\n");
  }

  @Test
  void one_class_will_do_and_the_others_are_named() {
    assertMeasured(evaluate(other), 4);
  }

  @Test
  void a_class_folder_may_be_empty() throws IOException {
    Files.createDirectory(other.resolve("red"));

    assertMeasured(evaluate(other), 4);
  }

  @Test
  void a_list_may_name_one_class() throws IOException {
    Path list = other.resolve("list.csv");
    Files.writeString(list, "path,label\nblue/00.png,blue\nblue/01.png,blue\n");

    assertMeasured(evaluate(list), 2);
  }

  @Test
  void folders_without_any_image_are_refused() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Files.createDirectories(empty.resolve("red"));

    Cli cli = evaluate(empty);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .endsWith(
            "error: expected one sub-folder a class with images in it; in %s none has one\n"
                .formatted(empty));
  }

  @Test
  void the_folder_around_the_one_that_is_meant_is_refused() throws IOException {
    Path around = Files.createDirectories(folder.resolve("around"));
    DrawnImages.draw(around.resolve("images"), 2, 2);

    Cli cli = evaluate(around);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).endsWith("; is %s meant?\n".formatted(around.resolve("images")));
  }
}
