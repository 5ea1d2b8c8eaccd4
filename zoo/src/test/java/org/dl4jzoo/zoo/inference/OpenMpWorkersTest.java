package org.dl4jzoo.zoo.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dl4jzoo.zoo.compiled.Workers;
import org.junit.jupiter.api.Test;
import org.nd4j.nativeblas.NativeOps;

class OpenMpWorkersTest {

  private final NativeOps openMp = OpenMpWorkers.operations();
  private final Workers workers = OpenMpWorkers.all();

  @Test
  void each_worker_computes_alone() {
    int here = openMp.ompGetMaxThreads();
    List<Integer> threads = Collections.synchronizedList(new ArrayList<>());

    workers.run(Collections.nCopies(20, () -> threads.add(openMp.ompGetMaxThreads())));

    assertThat(threads).hasSize(20).containsOnly(1);
    assertThat(openMp.ompGetMaxThreads()).isEqualTo(here);
  }

  @Test
  void work_alone_is_done_here_by_one_thread() {
    int here = openMp.ompGetMaxThreads();
    List<Object> seen = new ArrayList<>();

    workers.alone(() -> seen.addAll(List.of(openMp.ompGetMaxThreads(), Thread.currentThread())));

    assertThat(seen).containsExactly(1, Thread.currentThread());
    assertThat(openMp.ompGetMaxThreads()).isEqualTo(here);
  }

  @Test
  void what_is_not_cut_does_not_wait_for_what_is() {
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Void> batch =
        CompletableFuture.runAsync(
            () -> workers.run(Collections.nCopies(2 * workers.count(), () -> awaitFor(goOn))));
    AtomicInteger done = new AtomicInteger();

    CompletableFuture.runAsync(() -> workers.run(List.of(done::incrementAndGet)))
        .orTimeout(1, TimeUnit.MINUTES)
        .join();

    assertThat(done).hasValue(1);
    goOn.countDown();
    batch.join();
  }

  private static void awaitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void all_pieces_have_ended_when_one_has_failed() {
    AtomicInteger done = new AtomicInteger();
    List<Runnable> pieces = new ArrayList<>(Collections.nCopies(20, done::incrementAndGet));
    pieces.add(
        0,
        () -> {
          throw new IllegalArgumentException("a piece");
        });

    assertThatThrownBy(() -> workers.run(pieces))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a piece");
    assertThat(done).hasValue(20);
  }
}
