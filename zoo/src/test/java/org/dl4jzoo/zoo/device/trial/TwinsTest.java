package org.dl4jzoo.zoo.device.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.host.HostDevice;
import org.dl4jzoo.zoo.device.trial.Twins.Twin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TwinsTest {

  private final Device candidate = new HostDevice(1 << 20);
  private final Device reference = new HostDevice(1 << 20);
  private final Twins twins = new Twins(candidate, reference);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @AfterEach
  void close() {
    twins.free();
    candidate.close();
    reference.close();
  }

  private boolean report() {
    return twins.report(new PrintStream(bytes, true, StandardCharsets.UTF_8));
  }

  private String words() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void devices_that_do_the_same_do_not_differ() {
    Twin x = twins.array(100);

    twins.compare("scale", "100", 0, x, s -> s.device().updates().scale(100, 2, s.at(x)));

    assertThat(report()).isTrue();
    assertThat(words()).contains("scale", "1 cases", "ok");
  }

  @Test
  void a_difference_is_told_by_the_largest_value_and_where_it_was() {
    Twin x = twins.array(100);

    twins.compare(
        "scale",
        "here",
        1e-5,
        x,
        s -> s.device().updates().scale(100, s.isCandidate() ? 1.5 : 1, s.at(x)));

    assertThat(twins.difference(x)).isCloseTo(0.5, offset(1e-6));
    assertThat(report()).isFalse();
    assertThat(words()).contains("WRONG at here");
  }

  @Test
  void not_a_number_is_not_forgotten() {
    twins.note("norm", "here", 1e-5, 0);
    twins.note("norm", "there", 1e-5, Double.NaN);
    twins.note("norm", "elsewhere", 1e-5, 0);

    assertThat(report()).isFalse();
    assertThat(words()).contains("3 cases", "WRONG at there");
  }

  @Test
  void not_a_number_is_a_difference() {
    Twin x = twins.array(100);

    twins.compare(
        "scale",
        "here",
        1e-5,
        x,
        s -> s.device().updates().scale(100, s.isCandidate() ? Double.NaN : 1, s.at(x)));

    assertThat(report()).isFalse();
  }
}
