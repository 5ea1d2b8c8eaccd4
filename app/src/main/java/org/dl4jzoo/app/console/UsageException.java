package org.dl4jzoo.app.console;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Something asked of a command that it can't do; the message is one sentence for the user: what was
 * expected, what came, where.
 */
public class UsageException extends IllegalArgumentException {

  /** Creates the error with its sentence. */
  public UsageException(String message) {
    super(message);
  }

  /** The same where another failure told of the mistake; it is kept for the log. */
  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A file or folder that can't be written: no permission, a full disk, a read-only file system.
   */
  public static UsageException cannotWrite(Path path, IOException cause) {
    return new UsageException("cannot write %s: %s".formatted(path, reason(cause)), cause);
  }

  /** A file that can't be read. */
  public static UsageException cannotRead(Path path, IOException cause) {
    return new UsageException("cannot read %s: %s".formatted(path, reason(cause)), cause);
  }

  /** Why a file can't be read or written, in a few words. */
  public static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (cause instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    if (cause instanceof EOFException) {
      return "it ends early";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
