package org.dl4jzoo.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that take steps at once, each one after the other, as those of a service do.
 *
 * @param count of threads
 * @param steps which many threads may take
 */
record Clients(int count, Steps steps) {

  /** Seconds of each step of all threads, which begin steps for so many seconds. */
  List<Double> timed(double seconds) {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<List<Double>>> each = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        each.add(threads.submit(() -> Benchmark.timed(steps, seconds)));
      }
      List<Double> all = new ArrayList<>();
      for (Future<List<Double>> of : each) {
        all.addAll(of.get());
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
