package org.dl4jzoo.app.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Standard output, which remembers why something could not be written: Java's print streams hide
 * it, and a result that a full disk swallowed would look like a success.
 */
public final class StandardOutput extends OutputStream {

  private static final String CLOSED_BY_READER = "Broken pipe";

  private final OutputStream out;
  private IOException failure;

  /** The standard output of this process. */
  public StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /** Whether all of it was written so far. */
  public boolean isComplete() {
    return failure == null;
  }

  /**
   * Why something is missing, as a sentence; empty if nothing is, or if the reader wanted no more,
   * as {@code head} does.
   */
  public Optional<String> problem() {
    return Optional.ofNullable(failure)
        .map(UsageException::reason)
        .filter(reason -> !reason.equals(CLOSED_BY_READER))
        .map("cannot write the result to standard output: %s"::formatted);
  }
}
