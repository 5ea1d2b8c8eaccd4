package org.dl4jzoo.data;

/** The Java heap that is left. */
public final class FreeHeap {

  private FreeHeap() {}

  /**
   * Bytes that can still be allocated, those included that the JVM has yet to ask the system for.
   */
  public static long bytes() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
  }
}
