package org.dl4jzoo.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.dl4jzoo.app.Cli;
import org.dl4jzoo.app.console.Printable;
import org.dl4jzoo.app.console.UsageException;
import org.dl4jzoo.zoo.layer.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Damaged and forged checkpoints give one sentence and exit code 2, or what the network that was
 * written says; never a trace, exit code 1 or the end of the JVM. {@code
 * scripts/fuzz-checkpoints.sh} runs more of them; should one take the JVM down, it is in {@code
 * target/fuzzed-run}.
 */
class CheckpointFuzzTest {

  private static final int COUNT = Integer.getInteger("fuzz.checkpoints", 300);
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final Path CURRENT = Path.of("target", "fuzzed-run", "last.zip");
  private static final String OLDER = " was written without hashes of its parts;";

  @TempDir private Path folder;
  private Path image;

  @Test
  void damaged_and_forged_checkpoints_give_one_sentence() throws IOException {
    image = folder.resolve("image.png");
    ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    Path valid = folder.resolve("valid.zip");
    Checkpoint lenet = HostileCheckpointTest.lenet(Engine.ONEDNN);
    new Checkpoint(lenet.network(), lenet.state(), lenet.card(), Nd4j.ones(1, 5), Nd4j.ones(1, 7))
        .write(valid);
    byte[] whole = Files.readAllBytes(valid);
    Map<String, byte[]> parts = CheckpointMutation.parts(valid);
    Files.createDirectories(CURRENT.getParent());
    String expected = predict(valid).out();
    int refused = 0;
    List<String> wrong = new ArrayList<>();
    for (long seed = SEED; seed < SEED + COUNT; seed++) {
      CheckpointMutation mutation = new CheckpointMutation(whole, parts, seed);
      Files.write(CURRENT, mutation.bytes());
      try {
        refused += isRefused(mutation.consistent() ? null : expected) ? 1 : 0;
        goOn();
      } catch (RuntimeException | Error e) {
        wrong.add("seed %d: %s".formatted(seed, e));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(refused).as("files refused").isGreaterThanOrEqualTo(COUNT / 4);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("image.png", "valid.zip");
    assertThat(CURRENT.getParent().toFile().list()).containsExactly("last.zip");
  }

  private Cli predict(Path checkpoint) {
    return Cli.run("predict", checkpoint.toString(), image.toString(), "--json", "--logits");
  }

  /**
   * Uses the file as a user does.
   *
   * @param expected what a file says that isn't refused; null where it may say something else
   */
  private boolean isRefused(String expected) {
    Cli cli = predict(CURRENT);
    List<String> said =
        cli.err()
            .lines()
            .filter(line -> !line.startsWith("backend: ") && !line.contains(OLDER))
            .toList();
    if (cli.exitCode() == 0) {
      assertThat(said).isEmpty();
      assertThat(cli.out()).isEqualTo(expected == null ? cli.out() : expected);
      return false;
    }
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).startsWith("error: ");
    assertPlain(said.get(0));
    return true;
  }

  /** As {@code --resume} does. */
  private static void goOn() {
    try {
      new RunFolder(CURRENT.getParent()).newest(line -> {});
    } catch (UsageException e) {
      assertThat(e.getMessage()).startsWith("cannot read the checkpoint ");
      assertPlain(Printable.line(e.getMessage()));
    }
  }

  private static void assertPlain(String sentence) {
    assertThat(sentence)
        .doesNotContain(
            "\n", "\u001b", "org.dl4jzoo", "org.deeplearning4j", "org.nd4j", "Exception")
        .hasSizeLessThan(1000);
  }
}
