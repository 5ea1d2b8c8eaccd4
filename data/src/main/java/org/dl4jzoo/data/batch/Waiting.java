package org.dl4jzoo.data.batch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Adds up the time a consumer waits. */
final class Waiting {

  private final AtomicLong nanos = new AtomicLong();

  void add(long nanoseconds) {
    nanos.addAndGet(nanoseconds);
  }

  Duration total() {
    return Duration.ofNanos(nanos.get());
  }
}
