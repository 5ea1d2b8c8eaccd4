package org.dl4jzoo.data;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Steps of several threads: counted for a listener that hears one at a time, and waited for. */
public final class ParallelSteps {

  private final Progress progress;
  private long done;

  /** Counts for a listener. */
  public ParallelSteps(Progress progress) {
    this.progress = progress;
  }

  /** Counts a step and hands on its result. */
  public synchronized <T> T counted(T result) {
    done++;
    progress.step(done);
    return result;
  }

  /**
   * Does a step for each item, in parallel. After a failure no step begins, and it is thrown when
   * none runs any more, so that the caller may clear away what they write to: a parallel stream
   * throws while its other threads go on.
   */
  public static <T> void forEach(Collection<T> items, Consumer<? super T> step) {
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    items.parallelStream()
        .forEach(
            item -> {
              if (failure.get() == null) {
                try {
                  step.accept(item);
                } catch (RuntimeException e) {
                  failure.compareAndSet(null, e);
                }
              }
            });
    if (failure.get() != null) {
      throw failure.get();
    }
  }
}
