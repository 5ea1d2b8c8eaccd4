package org.dl4jzoo.data.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Unpacks a gzipped tar file. */
public final class TarGz {

  private TarGz() {}

  /**
   * Unpacks all folders and regular files; permissions are those of new files.
   *
   * @param folder an empty folder
   * @param bytesDone hears how many bytes of the archive have been read
   * @throws WrongFileException if an entry is a link or a device, or would leave the folder; what
   *     was unpacked before stays
   */
  public static void unpack(Path archive, Path folder, LongConsumer bytesDone) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        GzipCompressorInputStream gzip =
            GzipCompressorInputStream.builder()
                .setInputStream(file)
                .setDecompressConcatenated(true)
                .get();
        TarArchiveInputStream tar = new TarArchiveInputStream(gzip)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, folder);
        bytesDone.accept(gzip.getCompressedCount());
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
      throws IOException {
    Path target = target(entry, folder);
    if (entry.isDirectory()) {
      Files.createDirectories(target);
    } else if (isRegularFile(entry)) {
      Files.createDirectories(target.getParent());
      Files.copy(tar, target);
    } else {
      throw new WrongFileException(
          "the archive's entry %s is neither a folder nor a regular file"
              .formatted(entry.getName()));
    }
  }

  private static boolean isRegularFile(TarArchiveEntry entry) {
    boolean link = entry.isLink() || entry.isSymbolicLink();
    boolean device = entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice();
    return entry.isFile() && !link && !device;
  }

  private static Path target(TarArchiveEntry entry, Path folder) throws IOException {
    Path base = folder.toAbsolutePath().normalize();
    try {
      Path target = base.resolve(entry.getName()).normalize();
      if (target.startsWith(base)) {
        return target;
      }
    } catch (InvalidPathException e) {
      throw new IOException("the archive's entry %s has no usable name".formatted(entry), e);
    }
    throw new WrongFileException(
        "the archive's entry %s would leave the folder".formatted(entry.getName()));
  }
}
