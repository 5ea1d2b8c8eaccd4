package org.dl4jzoo.app.feature;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Features on disk: a folder for everything that decides them but the image, and in it a file an
 * image, found by the SHA-256 of its contents: a checksum of four bytes, then the values. A file
 * that is missing, damaged or of another length counts as not there. What somebody else put there
 * stays. Where nothing can be written, work goes on without.
 */
final class FeatureCache {

  private static final Logger LOG = LoggerFactory.getLogger(FeatureCache.class);

  private final Path sets;
  private final Path set;
  private final int values;
  private final long mostBytes;
  private boolean writes = true;

  /**
   * Features of one kind.
   *
   * @param sets where all kinds are kept
   * @param key of this kind
   * @param values floats an image
   * @param mostBytes of all kinds together; those not used for longest are deleted for it
   */
  FeatureCache(Path sets, String key, int values, long mostBytes) {
    this.sets = sets;
    this.set = sets.resolve(key);
    this.values = values;
    this.mostBytes = mostBytes;
  }

  /**
   * Makes room for the features of so many images, and notes that this kind is in use. If even
   * alone they are too many, none of them is written.
   */
  void reserve(int images) {
    long needed = (long) images * (Integer.BYTES + (long) values * Float.BYTES);
    try {
      Files.createDirectories(set);
      Files.setLastModifiedTime(set, FileTime.from(Instant.now()));
      writes = needed <= mostBytes;
      deleteOldest(mostBytes - needed);
    } catch (IOException e) {
      stopWriting(e);
    }
  }

  private void deleteOldest(long bytesToKeep) throws IOException {
    List<Path> newestFirst;
    try (Stream<Path> all = Files.list(sets)) {
      newestFirst =
          all.filter(other -> Files.isDirectory(other) && !other.equals(set))
              .sorted(Comparator.comparing(FeatureCache::lastUse).reversed())
              .toList();
    }
    long kept = 0;
    for (Path other : newestFirst) {
      kept += bytes(other);
      if (kept > bytesToKeep) {
        delete(other);
      }
    }
  }

  private static FileTime lastUse(Path folder) {
    try {
      return Files.getLastModifiedTime(folder);
    } catch (IOException deletedByAnotherProcess) {
      return FileTime.fromMillis(0);
    }
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> all = entries.toList();
      for (Path file : all) {
        if (!Files.isDirectory(file)) {
          Files.deleteIfExists(file);
        }
      }
      if (all.stream().noneMatch(Files::isDirectory)) {
        Files.deleteIfExists(folder);
      }
    }
  }

  /** Whether there may be features of any image. */
  boolean keepsAny() {
    return Files.exists(set);
  }

  /** The features of an image, or null if they have to be computed. */
  float[] read(String digest) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(set.resolve(digest)));
      if (bytes.capacity() != Integer.BYTES + values * Float.BYTES) {
        return null;
      }
      if (bytes.getInt() != checksum(bytes.array())) {
        return null;
      }
      float[] features = new float[values];
      bytes.asFloatBuffer().get(features);
      return features;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Keeps the features of an image: renamed into place but not forced to the disk, as the checksum
   * finds what a power cut leaves.
   */
  void write(String digest, float[] features) {
    if (!writes) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + features.length * Float.BYTES);
    bytes.position(Integer.BYTES).slice().asFloatBuffer().put(features);
    bytes.putInt(0, checksum(bytes.array()));
    Path temporary = set.resolve(digest + "." + UUID.randomUUID() + ".tmp");
    try {
      try {
        Files.write(temporary, bytes.array());
        Files.move(temporary, set.resolve(digest), StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      stopWriting(e);
    }
  }

  private void stopWriting(IOException reason) {
    writes = false;
    LOG.warn("Features cannot be kept in {}: {}", set, reason.toString());
  }

  private static int checksum(byte[] entry) {
    CRC32C crc = new CRC32C();
    crc.update(entry, Integer.BYTES, entry.length - Integer.BYTES);
    return (int) crc.getValue();
  }
}
