package org.dl4jzoo.data.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dl4jzoo.data.InvalidDataException;

/** Lists folders in one order on every system, without what is hidden or left over. */
public final class FolderListing {

  /** What macOS puts into archives beside the folders, and Synology's disk stations into each. */
  static final Set<String> LEFTOVERS = Set.of("__MACOSX", "@eaDir");

  /** Path's own order ignores case on Windows only. */
  private static final Comparator<Path> BY_NAME = Comparator.comparing(Path::toString);

  private FolderListing() {}

  /**
   * The folders directly in a folder.
   *
   * @throws InvalidDataException if it is missing, a file, or not readable
   */
  public static List<Path> subfolders(Path root) {
    if (!Files.exists(root)) {
      throw new InvalidDataException("there is no folder " + root);
    }
    if (!Files.isDirectory(root)) {
      throw new InvalidDataException(
          "expected a folder with one sub-folder a class; %s is a file".formatted(root));
    }
    return list(root, Files::isDirectory);
  }

  private static List<Path> list(Path folder, Predicate<Path> wanted) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> !hidden(entry) && wanted.test(entry)).sorted(BY_NAME).toList();
    } catch (IOException e) {
      throw cannotList(folder, e);
    }
  }

  /** The regular files in a folder itself. */
  static List<Path> filesDirectlyIn(Path folder) {
    return list(folder, Files::isRegularFile);
  }

  /**
   * The regular files in a folder, at any depth; links are followed, but never in a circle.
   *
   * @throws InvalidDataException if it cannot be read, or a link leads to a folder that it lies in:
   *     that one's other files are not meant
   */
  public static List<Path> files(Path folder) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new Collector(folder, files));
    } catch (IOException e) {
      throw cannotList(folder, e);
    }
    files.sort(BY_NAME);
    return files;
  }

  private static boolean hidden(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".") || LEFTOVERS.contains(name);
  }

  /**
   * Checks that a folder is no link to one that another folder lies in, or to that folder itself.
   *
   * @throws InvalidDataException if it is
   */
  static void refuseLinkUpwards(Path folder, Path below) throws IOException {
    if (Files.isSymbolicLink(folder) && below.toRealPath().startsWith(folder.toRealPath())) {
      throw new InvalidDataException(
          "%s is a link to %s, a folder above it: it holds more than the images of one class"
              .formatted(folder, folder.toRealPath()));
    }
  }

  private static InvalidDataException cannotList(Path folder, IOException e) {
    String reason = e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
    return new InvalidDataException("cannot list %s: %s".formatted(folder, reason), e);
  }

  private static final class Collector extends SimpleFileVisitor<Path> {

    private final Path start;
    private final List<Path> files;

    Collector(Path start, List<Path> files) {
      this.start = start;
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (folder.equals(start)) {
        return FileVisitResult.CONTINUE;
      }
      if (hidden(folder)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      refuseLinkUpwards(folder, start);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && !hidden(file)) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof FileSystemLoopException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }
}
