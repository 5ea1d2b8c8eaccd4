package org.dl4jzoo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelStepsTest {

  private static final Set<Integer> ITEMS =
      IntStream.range(0, 100).boxed().collect(Collectors.toSet());

  @Test
  void every_item_has_its_step() {
    Set<Integer> seen = ConcurrentHashMap.newKeySet();

    ParallelSteps.forEach(ITEMS, seen::add);

    assertThat(seen).isEqualTo(ITEMS);
  }

  @Test
  void no_step_runs_any_more_when_a_failure_is_thrown() {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    CountDownLatch anotherRuns = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                ParallelSteps.forEach(
                    ITEMS,
                    item -> {
                      if (begun.incrementAndGet() == 1) {
                        await(anotherRuns);
                        throw new IllegalStateException("the first step");
                      }
                      anotherRuns.countDown();
                      LockSupport.parkNanos(20_000_000);
                      ended.incrementAndGet();
                    }))
        .hasMessage("the first step");
    assertThat(ended.get()).isEqualTo(begun.get() - 1);
    assertThat(begun.get()).isLessThan(ITEMS.size());
  }

  /** With a single processor there is none to wait for. */
  private static void await(CountDownLatch latch) {
    try {
      latch.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
