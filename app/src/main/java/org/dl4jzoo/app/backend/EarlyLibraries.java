package org.dl4jzoo.app.backend;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Native libraries that are loaded in a thread of their own while files are read. Until {@link
 * #await} has returned, nothing may touch a library, or a class whose initialization loads one: two
 * threads that initialize classes of JavaCPP can wait for each other for ever. Memory of {@link
 * FloatPointer} is there from the beginning.
 */
public final class EarlyLibraries implements AutoCloseable {

  private final FutureTask<Void> loading;

  private EarlyLibraries(FutureTask<Void> loading) {
    this.loading = loading;
  }

  /** Begins to load libraries, one after another; none is allowed. */
  public static EarlyLibraries load(List<Runnable> libraries) {
    FutureTask<Void> loading = new FutureTask<>(() -> libraries.forEach(Runnable::run), null);
    if (libraries.isEmpty()) {
      loading.run();
    } else {
      new FloatPointer(1).close();
      Thread thread = new Thread(loading, "libraries");
      thread.setDaemon(true);
      thread.start();
    }
    return new EarlyLibraries(loading);
  }

  /** Waits until they are loaded; what went wrong is thrown as it was there. */
  public void await() {
    try {
      loading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while libraries were loaded", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  /** Waits too, so that no exit comes into the middle of it; what went wrong was told, or isn't. */
  @Override
  public void close() {
    try {
      loading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      // Who needs them has been told by await; who ended before didn't.
    }
  }
}
