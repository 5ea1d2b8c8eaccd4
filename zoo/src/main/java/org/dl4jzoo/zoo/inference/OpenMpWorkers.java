package org.dl4jzoo.zoo.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.dl4jzoo.zoo.compiled.Workers;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * As many workers as OpenMP has threads, for all networks of the process, and as many for work that
 * isn't cut.
 */
final class OpenMpWorkers implements Workers {

  private static final OpenMpWorkers ALL = new OpenMpWorkers();

  private final NativeOps openMp = operations();
  private final int count = isShared() ? Math.max(1, openMp.ompGetMaxThreads()) : 1;
  private final ExecutorService threads = Executors.newFixedThreadPool(count, this::thread);

  /** For work that isn't cut, such as a single image, which would wait behind whole batches. */
  private final ExecutorService others = Executors.newFixedThreadPool(count, this::thread);

  private OpenMpWorkers() {}

  /** ND4J's calls, which are there once it has started. */
  static NativeOps operations() {
    Nd4j.getBackend();
    return NativeOpsHolder.getInstance().getDeviceNativeOps();
  }

  static Workers all() {
    return ALL;
  }

  /**
   * Whether oneDNN computes on the OpenMP that ND4J's calls reach, for nothing else sets a number
   * of threads for one thread of Java. It does where only one is loaded.
   */
  private static boolean isShared() {
    Path maps = Path.of("/proc/self/maps");
    Loader.load(dnnl.class);
    if (!Files.isReadable(maps)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(maps)) {
      return lines
              .filter(line -> line.matches(".*/lib(gomp|iomp5|omp)\\.so[^/]*"))
              .map(line -> line.substring(line.indexOf('/')))
              .distinct()
              .count()
          == 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Thread thread(Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              openMp.setOmpNumThreads(1);
              work.run();
            },
            "compiled network");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public int count() {
    return count;
  }

  /** OpenMP has a number of threads for each thread that asks it. */
  @Override
  public void alone(Runnable work) {
    int before = openMp.ompGetMaxThreads();
    openMp.setOmpNumThreads(1);
    try {
      work.run();
    } finally {
      openMp.setOmpNumThreads(before);
    }
  }

  @Override
  public void run(List<Runnable> pieces) {
    ExecutorService pool = pieces.size() == 1 ? others : threads;
    CompletableFuture<?>[] all =
        pieces.stream()
            .map(piece -> CompletableFuture.runAsync(piece, pool))
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(all).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
