package org.dl4jzoo.data.archive;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/**
 * A file on a server whose size and hash are known.
 *
 * @param source where it is, over http or https
 * @param size its length in bytes
 * @param checksum its hash
 */
public record Download(URI source, long size, Checksum checksum) {

  /** Attempts in a row that bring nothing before it is given up. */
  private static final int MAX_FAILURES = 3;

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * A file of a known SHA-256.
   *
   * @param sha256 in hexadecimal, or the first digits of it if no more is known
   */
  public Download(URI source, long size, String sha256) {
    this(source, size, new Checksum("SHA-256", sha256));
  }

  /**
   * Asks the server for the size of a file that nobody published it of.
   *
   * @throws IOException if it doesn't answer, or with something else
   */
  public static long sizeOf(URI source) throws IOException {
    HttpURLConnection connection = connect(source);
    try {
      connection.setRequestMethod("HEAD");
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw new IOException("the server answered with status " + status);
      }
      long size = connection.getContentLengthLong();
      if (size < 0) {
        throw new IOException("the server doesn't say how large the file is");
      }
      return size;
    } finally {
      connection.disconnect();
    }
  }

  private static HttpURLConnection connect(URI source) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) source.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    return connection;
  }

  /**
   * Fetches the file, going on where an earlier attempt stopped ({@code <file>.part}), and renames
   * it when it is whole and checked.
   *
   * @param bytesDone hears how many bytes are there
   * @throws IOException if it cannot be fetched or is not the file expected; what was fetched of
   *     the right file stays, to go on from later
   */
  public void fetch(Path file, LongConsumer bytesDone) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    int failures = 0;
    while (length(part) != size) {
      long before = length(part);
      try {
        fetchRest(part, bytesDone);
      } catch (WrongFileException e) {
        throw e;
      } catch (IOException e) {
        failures = length(part) > before ? 0 : failures + 1;
        if (failures == MAX_FAILURES) {
          throw e;
        }
      }
    }
    try {
      check(part);
    } catch (WrongFileException e) {
      Files.delete(part);
      throw e;
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Checks a file's size and hash.
   *
   * @throws WrongFileException if one of them is not as expected
   */
  public void check(Path file) throws IOException {
    if (length(file) != size) {
      throw new WrongFileException(
          "%s must have %,d bytes; it has %,d".formatted(file, size, length(file)));
    }
    checksum.check(file);
  }

  private static long length(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private void fetchRest(Path part, LongConsumer bytesDone) throws IOException {
    if (length(part) > size) {
      Files.delete(part);
    }
    long start = length(part);
    HttpURLConnection connection = connect(source);
    if (start > 0) {
      connection.setRequestProperty("Range", "bytes=%d-".formatted(start));
    }
    try {
      long from = firstByte(connection, start);
      requireLength(connection, from);
      try (InputStream body = connection.getInputStream()) {
        append(body, part, from, bytesDone);
      }
    } finally {
      connection.disconnect();
    }
  }

  /** Where the server's answer begins: not every server heeds the range that was asked for. */
  private static long firstByte(HttpURLConnection connection, long asked) throws IOException {
    int status = connection.getResponseCode();
    if (status == HttpURLConnection.HTTP_OK) {
      return 0;
    }
    String range = connection.getHeaderField("Content-Range");
    if (status == HttpURLConnection.HTTP_PARTIAL
        && range != null
        && range.startsWith("bytes " + asked + "-")) {
      return asked;
    }
    throw new IOException("the server answered with status " + status);
  }

  private void requireLength(HttpURLConnection connection, long from) throws IOException {
    long announced = connection.getContentLengthLong();
    if (announced >= 0 && from + announced != size) {
      throw new WrongFileException(
          "%s must have %,d bytes; the server offers %,d"
              .formatted(source, size, from + announced));
    }
  }

  private void append(InputStream body, Path part, long from, LongConsumer bytesDone)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null) {
        throw new WrongFileException("another process is downloading to " + part);
      }
      channel.truncate(from).position(from);
      byte[] buffer = new byte[BUFFER_BYTES];
      long done = from;
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        done += read;
        if (done > size) {
          throw new WrongFileException(
              "%s must have %,d bytes; the server sends more".formatted(source, size));
        }
        writeFully(channel, ByteBuffer.wrap(buffer, 0, read));
        bytesDone.accept(done);
      }
      channel.force(true);
      if (done < size) {
        throw new IOException("the connection ended after %,d of %,d bytes".formatted(done, size));
      }
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
