package org.dl4jzoo.zoo.compiled;

import java.util.List;

/**
 * Threads that compute beside each other, each alone: native code starts no threads of its own on
 * them.
 */
public interface Workers {

  /** How many there are; at least 1. */
  int count();

  /**
   * Does some work, each piece as soon as a thread is free, and returns when all of it has ended.
   *
   * @throws RuntimeException what a failing piece throws
   */
  void run(List<Runnable> pieces);

  /** Does some work on this thread, on which native code starts no threads of its own meanwhile. */
  void alone(Runnable work);

  /** No workers: the thread that asks computes, with as many threads of native code as it likes. */
  static Workers none() {
    return new Workers() {
      @Override
      public int count() {
        return 1;
      }

      @Override
      public void run(List<Runnable> pieces) {
        pieces.forEach(Runnable::run);
      }

      @Override
      public void alone(Runnable work) {
        work.run();
      }
    };
  }
}
