package org.dl4jzoo.data.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jzoo.data.FreeHeap;
import org.dl4jzoo.data.InvalidDataException;

/** Decides where decoded images are kept. */
final class CacheChoice {

  private CacheChoice() {}

  /**
   * Never returns {@link CacheMode#AUTO}.
   *
   * @throws InvalidDataException if RAM is asked for and the heap cannot hold the images
   */
  static CacheMode of(BatchSettings settings, int imageBytes, int examples) {
    long needed = (long) imageBytes * examples;
    return of(settings.cache(), needed, FreeHeap.bytes(), freeDisk(settings.cacheFolder()));
  }

  static CacheMode of(CacheMode asked, long needed, long freeHeap, long freeDisk) {
    if (asked == CacheMode.RAM && needed > freeHeap) {
      throw new InvalidDataException(
          "cache ram needs %d MiB of Java heap for the decoded images; %d MiB are free (use disk)"
              .formatted(needed >> 20, freeHeap >> 20));
    }
    if (asked != CacheMode.AUTO) {
      return asked;
    }
    if (needed <= freeHeap / 2) {
      return CacheMode.RAM;
    }
    return needed <= freeDisk / 4 ? CacheMode.DISK : CacheMode.NONE;
  }

  private static long freeDisk(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      return Files.getFileStore(existing).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }
}
