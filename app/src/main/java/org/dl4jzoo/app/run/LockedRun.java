package org.dl4jzoo.app.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.dl4jzoo.app.console.UsageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run folder that no other process trains in while this is open. The lock is the system's, which
 * lets go of it when the process ends, however that is. Its file says whose it is, and stays: who
 * deleted it could not know whether another process waits for it.
 */
public final class LockedRun implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LockedRun.class);
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private final RunFolder folder;
  private final FileChannel file;

  private LockedRun(RunFolder folder, FileChannel file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * Locks a folder that exists.
   *
   * @throws UsageException if another process trains in it, or it can't be written
   */
  public static LockedRun of(RunFolder folder) {
    try {
      FileChannel file =
          FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        lock(folder, file);
        note(file);
        return new LockedRun(folder, file);
      } catch (IOException | UsageException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw UsageException.cannotWrite(folder.path(), e);
    }
  }

  private static void lock(RunFolder folder, FileChannel file) throws IOException {
    FileLock lock;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException e) {
      throw inUse(folder, "this process", e);
    } catch (IOException e) {
      // Some network file systems have no locks; training there is worth more than the guard.
      LOG.warn("{} cannot be locked: {}", folder, e.toString());
      return;
    }
    if (lock == null) {
      throw inUse(folder, Files.readString(folder.lock()).strip(), null);
    }
  }

  private static UsageException inUse(RunFolder folder, String owner, Exception cause) {
    return new UsageException(
        "%s is in use by %s; wait until it is done, or stop it"
            .formatted(folder, owner.isEmpty() ? "another process" : owner),
        cause);
  }

  private static void note(FileChannel file) throws IOException {
    String owner =
        "process %d on %s since %s%n"
            .formatted(
                ProcessHandle.current().pid(),
                hostName(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    file.truncate(0);
    file.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static String hostName() {
    try {
      return Files.readString(HOST_NAME).strip();
    } catch (IOException e) {
      return System.getenv().getOrDefault("HOSTNAME", "this machine");
    }
  }

  /** The folder. */
  public RunFolder folder() {
    return folder;
  }

  /** Lets go of it. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw UsageException.cannotWrite(folder.path(), e);
    }
  }
}
