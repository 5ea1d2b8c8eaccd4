package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two trainings in one folder, started in the same moment: one trains, the other is told so. */
class TwoAtOnceTest {

  @TempDir private Path folder;
  private Path images;
  private Path run;

  @BeforeEach
  void draw() throws IOException {
    images = DrawnImages.draw(folder.resolve("images"), 3, 8);
    run = folder.resolve("run");
  }

  /** What a process of its own printed on stderr, and returned. */
  private record Ended(int exitCode, String err) {}

  private Process start(int number, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(folder.resolve(number + ".err").toFile())
        .start();
  }

  private List<Ended> atOnce(List<String> first, List<String> second) throws Exception {
    List<Process> started = List.of(start(0, first), start(1, second));
    List<Ended> ended = new ArrayList<>();
    for (int i = 0; i < started.size(); i++) {
      int exitCode = started.get(i).waitFor();
      ended.add(new Ended(exitCode, Files.readString(folder.resolve(i + ".err"))));
    }
    return ended;
  }

  private List<String> train(int epochs, int seed) {
    return List.of(
        "train",
        "--model=lenet5",
        "--data=" + images,
        "--backend=cpu",
        "--engine=nd4j",
        "--threads=1",
        "--batch-size=4",
        "--epochs=" + epochs,
        "--seed=" + seed,
        "--output=" + run);
  }

  private static void assertOneWins(List<Ended> ended) {
    assertThat(ended)
        .as(ended.toString())
        .extracting(Ended::exitCode)
        .containsExactlyInAnyOrder(0, 2);
    Ended refused = ended.get(ended.get(0).exitCode() == 2 ? 0 : 1);
    assertThat(refused.err().lines().filter(line -> line.startsWith("error: "))).hasSize(1);
    assertThat(refused.err().lines().reduce((before, last) -> last).orElseThrow())
        .matches("error: .*(is in use by process \\d+ on .*|is not empty; --resume .*)");
    assertThat(refused.err()).doesNotContain("\tat ", "epoch 1/");
  }

  @Test
  void one_of_two_new_trainings_gets_the_folder_and_nothing_is_mixed() throws Exception {
    List<Ended> ended = atOnce(train(12, 1), train(13, 2));

    assertOneWins(ended);
    int seed = ended.get(0).exitCode() == 0 ? 1 : 2;
    assertThat(run.resolve("config.yaml")).content().contains("seed: " + seed);
    assertThat(Files.readAllLines(run.resolve("metrics.csv"))).hasSize(1 + 11 + seed);
    try (Stream<Path> files = Files.list(run)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  @Test
  void one_of_two_resumes_goes_on_to_the_end() throws Exception {
    Cli once = Cli.run(train(1, 1).toArray(String[]::new));
    assertThat(once.exitCode()).as(once.err()).isZero();
    List<String> resume = List.of("train", "--resume=" + run, "--epochs=13");

    assertOneWins(atOnce(resume, resume));
    assertThat(Files.readAllLines(run.resolve("metrics.csv"))).hasSize(1 + 13);
  }
}
