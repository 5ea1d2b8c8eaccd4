package org.dl4jzoo.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jzoo.app.Cli;
import org.junit.jupiter.api.Test;

/** {@code zoo bench --clients}. */
class ClientsTest {

  /** A step that ends only when as many threads take it at once. */
  private record Meeting(CyclicBarrier all) implements Steps {

    @Override
    public int batchSize() {
      return 1;
    }

    @Override
    public ComputationGraph network() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void take() {
      try {
        all.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void steps_are_taken_at_once_and_all_are_counted() {
    List<Double> seconds = new Clients(3, new Meeting(new CyclicBarrier(3))).timed(0);

    assertThat(seconds).hasSize(3).allMatch(second -> second > 0);
  }

  /** Each begins a step at least, and the images are those of all. */
  @Test
  void clients_predict_at_once() throws IOException {
    JsonNode result = new ObjectMapper().readTree(infer("onednn", 3, "--json").out());

    assertThat(result.get("clients").asInt()).isEqualTo(3);
    assertThat(result.get("steps").asInt()).isGreaterThanOrEqualTo(3);
    assertThat(result.get("imagesPerSecond").asDouble()).isPositive();
    assertThat(result.get("timeShares")).isEmpty();
    assertThat(infer("onednn", 3).out()).contains("batch 4, 3 clients, ");
  }

  @Test
  void clients_are_refused_where_one_thread_at_a_time_computes() {
    assertRefused(
        bench("--mode=train", "--clients=2"),
        "--clients is for --mode infer without --by-layer; got train");
    assertRefused(
        infer("nd4j", 2),
        "--clients needs engine onednn, which many threads may use; got engine nd4j");
  }

  private static void assertRefused(Cli cli, String message) {
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).endsWith("error: " + message + System.lineSeparator());
    assertThat(cli.out()).isEmpty();
  }

  private static Cli infer(String engine, int clients, String... more) {
    List<String> flags = new ArrayList<>(List.of("--mode=infer", "--engine=" + engine));
    flags.add("--clients=" + clients);
    flags.addAll(List.of(more));
    return bench(flags.toArray(String[]::new));
  }

  private static Cli bench(String... more) {
    List<String> arguments = new ArrayList<>(List.of("bench", "--model=lenet5", "--backend=cpu"));
    arguments.addAll(List.of("--seconds=0", "--batch-size=4"));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray(String[]::new));
  }
}
