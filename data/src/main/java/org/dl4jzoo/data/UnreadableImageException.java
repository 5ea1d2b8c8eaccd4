package org.dl4jzoo.data;

import java.nio.file.Path;

/** One image file that cannot be decoded; the message names the file and the reason. */
public final class UnreadableImageException extends InvalidDataException {

  private final transient Path file;
  private final String reason;

  /**
   * Creates the error.
   *
   * @param file the image
   * @param reason what is wrong with it, such as "ends before its last pixel"
   */
  public UnreadableImageException(Path file, String reason) {
    super("cannot read the image " + file + ": " + reason);
    this.file = file;
    this.reason = reason;
  }

  /** As {@link #UnreadableImageException(Path, String)}, keeping what was thrown for the log. */
  public UnreadableImageException(Path file, String reason, Throwable cause) {
    super("cannot read the image " + file + ": " + reason, cause);
    this.file = file;
    this.reason = reason;
  }

  /** The image. */
  public Path file() {
    return file;
  }

  /** What is wrong with it, without the file's name. */
  public String reason() {
    return reason;
  }
}
