package org.dl4jzoo.data.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.CRC32C;
import org.dl4jzoo.data.file.ContentDigest;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.preprocess.ImageLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps decoded pixels in one file an image, found by the SHA-256 of the image's contents and the
 * loader's settings: a checksum of four bytes, then the pixels. An entry that is missing, damaged
 * or of another length is made again. When the disk is full, work goes on without new entries.
 */
final class DiskCache implements PixelSource {

  private static final Logger LOG = LoggerFactory.getLogger(DiskCache.class);

  /** To be raised whenever the same file and settings give other pixels than before. */
  private static final String VERSION = "1";

  private final ImageLoader loader;
  private final Path folder;
  private final AtomicReferenceArray<Path> entries;
  private final AtomicBoolean warned = new AtomicBoolean();

  DiskCache(ImageLoader loader, Path cacheFolder, int examples) {
    this.loader = loader;
    this.folder = cacheFolder.resolve("decoded").resolve(VERSION + "-" + loader.signature());
    this.entries = new AtomicReferenceArray<>(examples);
  }

  @Override
  public byte[] pixels(int index, Example example) {
    Path known = entries.get(index);
    byte[] kept = known == null ? null : read(known);
    if (kept != null) {
      return kept;
    }
    byte[] contents = ImageLoader.read(example.file());
    Path entry = entry(contents);
    byte[] pixels = read(entry);
    if (pixels == null) {
      pixels = loader.decode(example.file(), contents);
      write(entry, pixels);
    }
    entries.set(index, entry);
    return pixels;
  }

  private Path entry(byte[] contents) {
    String digest = ContentDigest.of(contents);
    return folder.resolve(digest.substring(0, 2)).resolve(digest.substring(2));
  }

  /** The pixels, or null if the entry is missing or damaged. */
  private byte[] read(Path entry) {
    try {
      byte[] bytes = Files.readAllBytes(entry);
      if (bytes.length == Integer.BYTES + loader.bytes()) {
        byte[] pixels = Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
        return ByteBuffer.wrap(bytes).getInt() == checksum(pixels) ? pixels : null;
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Renamed into place but not forced to disk: the checksum finds what a power cut leaves. */
  private void write(Path entry, byte[] pixels) {
    Path temporary = entry.resolveSibling(entry.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.createDirectories(entry.getParent());
      try {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + pixels.length);
        bytes.putInt(checksum(pixels)).put(pixels);
        Files.write(temporary, bytes.array());
        Files.move(temporary, entry, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      if (warned.compareAndSet(false, true)) {
        LOG.warn("Decoded images cannot be kept in {}: {}", folder, e.toString());
      }
    }
  }

  private static int checksum(byte[] pixels) {
    CRC32C crc = new CRC32C();
    crc.update(pixels);
    return (int) crc.getValue();
  }
}
