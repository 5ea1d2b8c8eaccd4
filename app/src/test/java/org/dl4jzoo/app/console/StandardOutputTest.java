package org.dl4jzoo.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

  private static StandardOutput failing(String reason) {
    StandardOutput out =
        new StandardOutput(
            new OutputStream() {
              @Override
              public void write(int value) throws IOException {
                throw new IOException(reason);
              }
            });
    PrintWriter writer = new PrintWriter(out, false, StandardCharsets.UTF_8);
    writer.println("top-1 90 %");
    writer.flush();
    return out;
  }

  @Test
  void what_is_written_arrives() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StandardOutput out = new StandardOutput(bytes);
    PrintWriter writer = new PrintWriter(out, false, StandardCharsets.UTF_8);
    writer.print("top-1 90 %");
    writer.flush();

    assertThat(bytes).hasToString("top-1 90 %");
    assertThat(out.isComplete()).isTrue();
    assertThat(out.problem()).isEmpty();
  }

  @Test
  void a_full_disk_is_told() {
    assertThat(failing("No space left on device").problem())
        .contains("cannot write the result to standard output: No space left on device");
  }

  @Test
  void a_reader_that_wants_no_more_is_told_nothing() {
    StandardOutput out = failing("Broken pipe");

    assertThat(out.problem()).isEmpty();
    assertThat(out.isComplete()).isFalse();
  }
}
