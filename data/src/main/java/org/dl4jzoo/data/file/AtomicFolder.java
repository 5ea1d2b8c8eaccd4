package org.dl4jzoo.data.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Creates a folder with its contents whole or not at all. A kill may leave a temporary folder,
 * which {@link #clearLeftOvers} deletes.
 */
public final class AtomicFolder {

  private static final Pattern TEMPORARY = Pattern.compile(".+\\.[0-9a-f-]{36}\\.tmp");

  /** A temporary folder in which nothing has changed for so long belongs to nobody. */
  private static final Duration ABANDONED = Duration.ofMinutes(10);

  private AtomicFolder() {}

  /** Fills an empty folder. */
  public interface Filling {
    void fill(Path folder) throws IOException;
  }

  /**
   * Fills a temporary folder beside the target and renames it. If somebody else creates the target
   * in the meantime, theirs is kept.
   */
  public static void create(Path target, Filling filling) throws IOException {
    Path temporary = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    Files.createDirectories(temporary);
    try {
      filling.fill(temporary);
      try {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        if (!Files.isDirectory(target)) {
          throw e;
        }
        delete(temporary);
      }
    } catch (IOException | RuntimeException | Error e) {
      deleteAfter(e, temporary);
      throw e;
    }
  }

  /** What went wrong first is what the caller hears of. */
  private static void deleteAfter(Throwable failure, Path temporary) {
    try {
      delete(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Deletes the temporary folders that killed processes left. One that still fills its folder
   * changes something there every few seconds.
   *
   * @param parent where folders are created; nothing is done where there is none
   */
  public static void clearLeftOvers(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return;
    }
    FileTime abandoned = FileTime.from(Instant.now().minus(ABANDONED));
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, AtomicFolder::isOurs)) {
      for (Path entry : entries) {
        if (newest(entry).compareTo(abandoned) < 0) {
          delete(entry);
        }
      }
    }
  }

  private static boolean isOurs(Path entry) {
    return TEMPORARY.matcher(entry.getFileName().toString()).matches() && Files.isDirectory(entry);
  }

  private static FileTime newest(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      FileTime newest = FileTime.fromMillis(0);
      for (Path path : (Iterable<Path>) all::iterator) {
        FileTime time = Files.getLastModifiedTime(path);
        newest = time.compareTo(newest) > 0 ? time : newest;
      }
      return newest;
    } catch (UncheckedIOException | NoSuchFileException e) {
      // Its process is at work on it.
      return FileTime.from(Instant.now());
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
