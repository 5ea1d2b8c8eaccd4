package org.dl4jzoo.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jzoo.app.console.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedRunTest {

  @TempDir Path folder;

  /** Holds the lock of a run folder until its standard input ends. */
  static final class Holder {

    public static void main(String[] args) throws IOException {
      try (LockedRun locked = LockedRun.of(new RunFolder(Path.of(args[0])))) {
        System.out.println("locked " + locked.folder());
        System.in.read();
      }
    }
  }

  private Process holder() throws IOException {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = holder.inputReader().readLine();
    assertThat(said).isEqualTo("locked " + folder);
    return holder;
  }

  @Test
  void a_folder_in_use_is_refused_with_its_owner_until_that_is_gone() throws Exception {
    Process holder = holder();
    try {
      assertThatThrownBy(() -> LockedRun.of(new RunFolder(folder)))
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith("%s is in use by process %d on ".formatted(folder, holder.pid()))
          .hasMessageEndingWith("; wait until it is done, or stop it");
    } finally {
      holder.destroyForcibly().waitFor();
    }
    try (LockedRun locked = LockedRun.of(new RunFolder(folder))) {
      assertThat(locked.folder().path()).isEqualTo(folder);
    }
  }

  @Test
  void one_process_does_not_train_twice_in_a_folder() {
    RunFolder run = new RunFolder(folder);
    try (LockedRun locked = LockedRun.of(run)) {
      assertThatThrownBy(() -> LockedRun.of(run))
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith(locked.folder() + " is in use by this process");
    }
    LockedRun.of(run).close();
  }

  @Test
  void names_of_our_choice_never_meet() {
    Path wanted = folder.resolve("runs/lenet5-sample-20260101-000000");

    assertThat(NewRun.named(wanted).make().path()).isEqualTo(wanted);
    assertThat(NewRun.named(wanted).make().path()).hasFileName("lenet5-sample-20260101-000000-2");
    assertThat(NewRun.named(wanted).make().path()).hasFileName("lenet5-sample-20260101-000000-3");
  }

  @Test
  void who_comes_second_to_a_folder_is_refused_though_it_was_empty_when_asked() throws IOException {
    NewRun first = NewRun.at(folder.resolve("run"));
    NewRun second = NewRun.at(folder.resolve("run"));
    try (LockedRun locked = first.begin()) {
      Files.writeString(locked.folder().config(), "epochs: 1");
    }

    assertThatThrownBy(second::begin)
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("the output folder %s is not empty".formatted(second.path()));
  }

  @Test
  void what_a_kill_before_the_settings_were_written_leaves_counts_as_nothing() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    Files.writeString(run.resolve(".lock"), "process 1 on other since 2026");
    Files.writeString(run.resolve("run.log"), "");
    Files.writeString(run.resolve("config.yaml.123.tmp"), "");

    try (LockedRun locked = NewRun.at(run).begin()) {
      locked.folder().clear();
      assertThat(run.toFile().list()).containsExactlyInAnyOrder(".lock", "run.log");
    }
  }
}
