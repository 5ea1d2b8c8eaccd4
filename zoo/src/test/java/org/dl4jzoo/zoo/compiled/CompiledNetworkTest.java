package org.dl4jzoo.zoo.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.program.LayerWeights;
import org.dl4jzoo.zoo.program.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who computes what is asked for while something else is computed. */
class CompiledNetworkTest {

  /** So large that its work is shared. */
  private static final int VALUES = 4_100_000;

  private static final Value IMAGE = new Value("image", 1, 1, VALUES, false);
  private static final Value OUTPUT = new Value("output", 1, 1, 1, true);
  private static final Dense DENSE = new Dense("dense", IMAGE, OUTPUT, Activation.IDENTITY);

  /** So many numbers, of which the first ones are given and the others zero. */
  private static FloatBuffer direct(int length, float... values) {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(Float.BYTES * length)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    return buffer.put(0, values);
  }

  /** Workers that keep a batch that was cut waiting. */
  private static final class Waiting implements Workers {
    private final int count;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger alone = new AtomicInteger();
    private final List<Integer> asked = Collections.synchronizedList(new ArrayList<>());

    private Waiting(int count) {
      this.count = count;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public void run(List<Runnable> pieces) {
      asked.add(pieces.size());
      if (pieces.size() > 1) {
        begun.countDown();
        await(goOn);
      }
      pieces.forEach(Runnable::run);
    }

    @Override
    public void alone(Runnable work) {
      alone.incrementAndGet();
      work.run();
    }

    private static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @ParameterizedTest(name = "of {0} workers: {1}")
  @CsvSource({"2, true", "3, true", "4, false", "8, false"})
  void a_second_image_is_one_workers_where_half_of_them_would_be_busy(int count, boolean worker) {
    LayerWeights weights =
        layer -> new LayerWeights.Layer(direct(VALUES, 3, 5), direct(1, 1), null);
    Waiting workers = new Waiting(count);
    try (CompiledNetwork network =
        new CompiledNetwork(IMAGE, OUTPUT, List.of(DENSE), weights, MapForm.PLAIN, workers, null)) {
      FloatBuffer outputs = direct(count);
      CompletableFuture<Void> first =
          CompletableFuture.runAsync(() -> network.run(count, direct(count * VALUES), outputs));
      Waiting.await(workers.begun);
      FloatBuffer second = direct(1);
      network.run(1, direct(VALUES, 1, 2), second);
      workers.goOn.countDown();
      first.join();

      assertThat(second.get(0)).isEqualTo(3 + 2 * 5 + 1);
      assertThat(outputs.get(count - 1)).isEqualTo(1);
      assertThat(workers.asked)
          .containsExactlyElementsOf(worker ? List.of(count, 1) : List.of(count));
    }
  }

  @Test
  void closing_waits_for_the_batches_that_run() {
    LayerWeights weights =
        layer -> new LayerWeights.Layer(direct(VALUES, 3, 5), direct(1, 1), null);
    Waiting workers = new Waiting(2);
    CompiledNetwork network =
        new CompiledNetwork(IMAGE, OUTPUT, List.of(DENSE), weights, MapForm.PLAIN, workers, null);
    FloatBuffer outputs = direct(2);
    CompletableFuture<Void> running =
        CompletableFuture.runAsync(() -> network.run(2, direct(2 * VALUES), outputs));
    Waiting.await(workers.begun);
    CompletableFuture<Void> closing = CompletableFuture.runAsync(network::close);

    assertThatThrownBy(() -> closing.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    workers.goOn.countDown();
    running.join();
    closing.join();

    assertThat(outputs.get(1)).isEqualTo(1);
    assertThatThrownBy(() -> network.run(2, direct(2 * VALUES), outputs))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the compiled network is closed");
  }

  @Test
  void a_small_batch_is_left_to_the_thread_that_asks() {
    Value pixel = new Value("pixel", 1, 1, 2, false);
    Dense small = new Dense("dense", pixel, OUTPUT, Activation.IDENTITY);
    LayerWeights weights = layer -> new LayerWeights.Layer(direct(2, 3, 5), direct(1, 1), null);
    Waiting workers = new Waiting(4);
    try (CompiledNetwork network =
        new CompiledNetwork(pixel, OUTPUT, List.of(small), weights, MapForm.PLAIN, workers, null)) {
      FloatBuffer outputs = direct(8);
      network.run(8, direct(16, 1, 2), outputs);

      assertThat(outputs.get(0)).isEqualTo(3 + 2 * 5 + 1);
      assertThat(outputs.get(7)).isEqualTo(1);
      assertThat(workers.asked).isEmpty();
      assertThat(workers.alone).hasValue(1);
    }
  }

  @Test
  void a_large_end_is_one_batch() {
    Value pixel = new Value("pixel", 1, 1, 2, false);
    Value wide = new Value("wide", 1, 1, 3000, true);
    Value wider = new Value("wider", 1, 1, 3000, true);
    List<Instruction> layers =
        List.of(
            new Dense("dense", pixel, wide, Activation.IDENTITY),
            new Dense("square", wide, wider, Activation.IDENTITY));
    LayerWeights weights =
        layer ->
            new LayerWeights.Layer(
                direct(3000 * (layer.equals("dense") ? 2 : 3000), 1), direct(3000, 2), null);
    Waiting workers = new Waiting(2);
    try (CompiledNetwork network =
        new CompiledNetwork(pixel, wider, layers, weights, MapForm.PLAIN, workers, null)) {
      FloatBuffer outputs = direct(4 * 3000);
      network.run(4, direct(4 * 2, 5), outputs);

      assertThat(outputs.get(0)).isEqualTo(5 + 2 + 2);
      assertThat(outputs.get(1)).isEqualTo(0);
      assertThat(outputs.get(3000)).isEqualTo(2 + 2);
      assertThat(workers.asked).isEmpty();
    }
  }
}
