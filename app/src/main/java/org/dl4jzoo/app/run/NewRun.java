package org.dl4jzoo.app.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jzoo.app.console.UsageException;

/**
 * The folder of a run that has not begun. It is made when the run begins, so that a mistake in what
 * was asked leaves nothing.
 *
 * @param path where it is to be
 * @param exact whether it is to be there and nowhere else; otherwise a number is added to its name
 *     if that is taken
 */
public record NewRun(Path path, boolean exact) {

  /**
   * The folder that the user named.
   *
   * @throws UsageException if there is a file, or a folder with something in it, or no permission
   */
  public static NewRun at(Path path) {
    NewRun run = new NewRun(path, true);
    run.checkUnused();
    checkWritable(path);
    return run;
  }

  /**
   * A folder with a name of our choice.
   *
   * @throws UsageException if there is no permission
   */
  public static NewRun named(Path path) {
    checkWritable(path);
    return new NewRun(path, false);
  }

  private static void checkWritable(Path path) {
    Path existing = path.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new UsageException(
          "cannot write %s: %s is not a folder that can be written".formatted(path, existing));
    }
  }

  /** What a run leaves that was killed before it wrote its settings doesn't count. */
  private void checkUnused() {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new UsageException("the output %s must be a folder; it is a file".formatted(path));
    }
    if (Files.isDirectory(path) && !isEmpty(path)) {
      throw new UsageException(
          "the output folder %s is not empty; --resume %s goes on with its run"
              .formatted(path, path));
    }
  }

  private static boolean isEmpty(Path folder) {
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder, entry -> !RunFolder.isLeftOver(entry))) {
      return !entries.iterator().hasNext();
    } catch (IOException e) {
      throw UsageException.cannotRead(folder, e);
    }
  }

  /**
   * Makes the folder; no other run that begins in the same moment gets the same one, but where both
   * were told to take it.
   *
   * @throws UsageException if it can't be made
   */
  public RunFolder make() {
    try {
      if (exact) {
        return new RunFolder(Files.createDirectories(path));
      }
      if (path.getParent() != null) {
        Files.createDirectories(path.getParent());
      }
      return new RunFolder(makeFirstFree());
    } catch (IOException e) {
      throw UsageException.cannotWrite(path, e);
    }
  }

  private Path makeFirstFree() throws IOException {
    Path candidate = path;
    for (int number = 2; ; number++) {
      try {
        return Files.createDirectory(candidate);
      } catch (FileAlreadyExistsException taken) {
        candidate = path.resolveSibling("%s-%d".formatted(path.getFileName(), number));
      }
    }
  }

  /**
   * Makes the folder and locks it.
   *
   * @throws UsageException if it can't be made, or another run has just begun in it
   */
  public LockedRun begin() {
    LockedRun locked = LockedRun.of(make());
    try {
      checkUnused();
    } catch (UsageException e) {
      locked.close();
      throw e;
    }
    return locked;
  }
}
