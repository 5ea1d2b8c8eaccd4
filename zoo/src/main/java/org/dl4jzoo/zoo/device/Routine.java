package org.dl4jzoo.zoo.device;

/** Calls of a device that are made again and again with the same arguments. */
public interface Routine extends AutoCloseable {

  /** Does what the calls do, with what is in memory now. */
  void run();

  /** Frees what it has besides the calls. */
  @Override
  void close();

  /** The calls themselves. */
  static Routine of(Runnable calls) {
    return new Routine() {
      @Override
      public void run() {
        calls.run();
      }

      @Override
      public void close() {
        // The calls need nothing.
      }
    };
  }
}
