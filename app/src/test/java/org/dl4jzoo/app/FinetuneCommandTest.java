package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dl4jzoo.app.run.PretrainedCheckpoint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinetuneCommandTest {

  @TempDir static Path shared;
  private static Path images;
  private static Path weights;

  @TempDir Path folder;

  @BeforeAll
  static void draw_images_and_make_weights() throws IOException {
    images = DrawnImages.draw(shared.resolve("images"), 3, 15);
    weights = PretrainedCheckpoint.write(shared.resolve("weights.zip"), "cat", "dog");
  }

  private Cli finetune(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "finetune",
                "--data=" + images,
                "--weights=" + weights,
                "--backend=cpu",
                "--engine=nd4j",
                "--batch-size=16",
                "--output=" + folder.resolve("run")));
    for (String flag : more) {
      String name = flag.replaceFirst("=.*", "=");
      arguments.removeIf(before -> before.startsWith(name));
      arguments.add(flag);
    }
    return Cli.run(arguments.toArray(String[]::new));
  }

  private void assertRefused(Cli cli, String message) {
    assertThat(cli.err()).isEqualToNormalizingNewlines("error: " + message + "\n");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void the_weights_decide_size_width_padding_and_scale_and_a_run_can_begin_with_another()
      throws IOException {
    Cli cli = finetune("--head-epochs=2", "--epochs=2", "--json");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    Path run = folder.resolve("run");
    JsonNode result = new ObjectMapper().readTree(cli.out());
    assertThat(result.get("epochs").asInt()).isEqualTo(4);
    assertThat(result.get("validation").get("count").asInt()).isPositive();
    assertThat(run.resolve("config.yaml"))
        .content()
        .contains("alpha: 0.35\n", "image-size: 32\n", "padding: tf\n", "weights: " + weights);
    assertThat(run.resolve("preprocessing.json")).content().contains("\"tf\"");
    assertThat(run.resolve("metrics.csv")).content().hasLineCount(5);

    Cli more =
        finetune(
            "--weights=" + run.resolve("best.zip"),
            "--unfreeze=none",
            "--head-epochs=1",
            "--output=" + folder.resolve("more"));

    assertThat(more.exitCode()).as(more.err()).isZero();
    assertThat(folder.resolve("more/preprocessing.json"))
        .hasSameTextualContentAs(run.resolve("preprocessing.json"));
  }

  @Test
  void no_image_is_spent_on_a_test_and_the_report_is_of_those_for_validation() throws IOException {
    Cli cli = finetune("--unfreeze=none");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    Path run = folder.resolve("run");
    assertThat(run.resolve("split.csv"))
        .content()
        .contains(",validation,")
        .doesNotContain(",test,");
    assertThat(cli.out()).contains("last epoch 1: validation top-1 ", " with 95 % confidence)");
    assertThat(run.resolve("report-validation/index.html")).isNotEmptyFile();

    Cli evaluated = Cli.run("evaluate", run.toString(), "--backend=cpu", "--engine=nd4j");

    assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
    assertThat(evaluated.err()).contains("has no test images: measured on those for validation\n");
    assertThat(evaluated.out()).contains("report-validation");
  }

  @Test
  void images_that_are_split_already_stay_so() throws IOException {
    Path split = folder.resolve("split");
    DrawnImages.draw(split.resolve("train"), 3, 8);
    DrawnImages.draw(split.resolve("val"), 3, 4);

    Cli cli = finetune("--data=" + split, "--unfreeze=none");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(folder.resolve("run/config.yaml")).content().doesNotContain("split:");
    assertThat(cli.out()).contains("(12 images; ");

    Cli refused = finetune("--data=" + split, "--split=0.9,0.1,0", "--output=" + folder + "/other");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("split can't be set for images that have their own");
  }

  @Test
  void a_training_of_one_epoch_has_no_warm_up_which_is_said() {
    Cli cli = finetune("--head-epochs=1", "--epochs=1");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("warmup-epochs lowered from 1 to 0: the training has 1 epoch\n");
    assertThat(folder.resolve("run/config.yaml")).content().contains("warmup-epochs: 0\n");
  }

  @Test
  void the_classifier_is_fitted_by_default_and_the_strength_of_l2_is_told() {
    Cli cli = finetune("--epochs=1", "--views=3");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err())
        .contains("views is not used where head-epochs auto fits the classifier\n")
        .containsPattern(
            "classifier fitted to [0-9]+ images \\(2 views\\): C [0-9.]+, [0-9.]+ % right on inner folds");
    assertThat(folder.resolve("run/config.yaml")).content().contains("head-epochs: auto\n");
    assertThat(folder.resolve("run/metrics.csv")).content().hasLineCount(3);

    Cli again = Cli.run("finetune", "--resume=" + folder.resolve("run"), "--epochs=2", "--json");

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(folder.resolve("run/metrics.csv")).content().hasLineCount(4);
  }

  @Test
  void a_rate_is_not_looked_for_where_the_classifier_is_only_fitted() {
    assertThat(finetune("--lr-find", "--unfreeze=none").err())
        .contains(
            "error: lr-find takes a number of head-epochs where unfreeze is none; got auto, which"
                + " has no learning rate\n");
  }

  @Test
  void a_warm_up_that_was_asked_for_is_not_lowered() {
    assertRefused(
        finetune("--epochs=1", "--warmup-epochs=1"),
        "warmup-epochs must be at least 0 and less than the 1 epochs; got 1");
  }

  @Test
  void predict_takes_a_checkpoint_and_is_told_nothing_else() {
    Cli cli =
        Cli.run(
            "predict",
            "--model=mobilenetv2",
            "--weights=" + weights,
            "--top=all",
            images.resolve("red/00.png").toString());

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out()).contains("cat", "dog");
  }

  @Test
  void a_rate_is_suggested_for_the_second_phase() {
    Cli cli = finetune("--lr-find", "--head-epochs=2");

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(folder.resolve("run").toFile().list())
        .containsExactlyInAnyOrder("lr-find.csv", "lr-find.png");
  }

  @Test
  void an_unknown_stage_is_refused_with_the_ones_there_are() {
    assertRefused(
        finetune("--unfreeze=conv5"),
        "unfreeze must be all, none or a stage of mobilenetv2 (stage1, stage2, stage3, stage4,"
            + " stage5, stage6, stage7, head, classifier); got conv5");
  }

  @Test
  void vectors_are_not_cut() throws IOException {
    Path lenet = RandomLeNet.write(folder.resolve("lenet.safetensors"), Map.of());

    assertRefused(
        finetune("--model=lenet5", "--weights=" + lenet, "--unfreeze=f6", "--cutmix=1"),
        "cutmix must be 0 with unfreeze f6, which reads vectors, of which no part can be cut;"
            + " got 1.0");
  }

  @Test
  void settings_that_contradict_the_weights_are_refused() {
    assertRefused(
        finetune("--padding=torch"),
        "padding must be tf for the weights %s; got torch".formatted(weights));
    assertRefused(
        finetune("--alpha=0.5"),
        "alpha must be 0.35 for the weights %s; got 0.5".formatted(weights));
    assertRefused(
        finetune("--model=resnet18"),
        "%s holds a mobilenetv2, but model is resnet18".formatted(weights));
  }

  @Test
  void settings_of_pretrained_weights_are_refused_without_any() {
    assertRefused(
        finetune("--weights=none"),
        "head-epochs must be 0 without weights to begin with; got auto");
    assertRefused(
        finetune("--weights=none", "--head-epochs=0"),
        "norm-statistics must be batch without weights to begin with; got fixed");
    assertRefused(
        finetune("--unfreeze=none", "--head-epochs=0"),
        "head-epochs must be auto or at least 1 where unfreeze is none; got 0");
  }

  @Test
  void a_checkpoint_that_is_damaged_is_refused() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.zip"), "no zip");

    Cli cli = finetune("--weights=" + file);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).hasLineCount(1).startsWith("error: cannot read the checkpoint " + file);
    assertThat(folder.resolve("run")).doesNotExist();
  }
}
