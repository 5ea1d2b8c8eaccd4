package org.dl4jzoo.app.bench;

/** The threads that native code computes with. */
final class Threads {

  private Threads() {}

  /** OMP_NUM_THREADS, which every native library here obeys, else the processors. */
  static int used() {
    String threads = System.getenv("OMP_NUM_THREADS");
    boolean number = threads != null && threads.matches("[1-9][0-9]{0,4}");
    return number ? Integer.parseInt(threads) : Runtime.getRuntime().availableProcessors();
  }
}
