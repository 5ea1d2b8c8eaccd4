package org.dl4jzoo.zoo.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
