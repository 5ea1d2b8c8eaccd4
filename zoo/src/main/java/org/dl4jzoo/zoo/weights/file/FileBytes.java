package org.dl4jzoo.zoo.weights.file;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The bytes of a file, read where they are asked for. Nothing is allocated for bytes that the file
 * doesn't have.
 */
final class FileBytes implements Closeable {

  private static final int LONGEST_NAME_SHOWN = 200;

  /** What a folder of TensorFlow's has. */
  private static final String SAVED_MODEL = "saved_model.pb";

  private final Path path;
  private final FileChannel channel;
  private final long start;
  private final long size;

  private FileBytes(Path path, FileChannel channel, long start, long size) {
    this.path = path;
    this.channel = channel;
    this.start = start;
    this.size = size;
  }

  static FileBytes open(Path path) {
    try {
      if (Files.isDirectory(path)) {
        throw new InvalidWeightsException(
            "weights must be a file; got the folder "
                + path
                + (Files.exists(path.resolve(SAVED_MODEL))
                    ? ", a SavedModel of TensorFlow; its model.save_weights('NAME.weights.h5')"
                        + " writes a file"
                    : ""));
      }
      FileChannel channel = FileChannel.open(path);
      return new FileBytes(path, channel, 0, channel.size());
    } catch (NoSuchFileException e) {
      throw new InvalidWeightsException("no such weight file: " + path, e);
    } catch (IOException e) {
      throw new InvalidWeightsException("weight file can't be opened: " + path + ": " + e, e);
    }
  }

  /** A part of the file as if it were the whole; both are closed by closing one of them. */
  FileBytes part(long offset, long length) {
    checkWithin(offset, length);
    return new FileBytes(path, channel, start + offset, length);
  }

  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  /** A part of the file, little-endian. */
  ByteBuffer read(long offset, int length) throws IOException {
    return ByteBuffer.wrap(bytes(offset, length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A part of the file. */
  byte[] bytes(long offset, int length) throws IOException {
    checkWithin(offset, length);
    byte[] bytes = new byte[length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, start + offset + buffer.position()) < 0) {
        throw invalid("the file became shorter while it was read");
      }
    }
    return bytes;
  }

  /** A part of the file as a buffered stream, which ends where the part ends. */
  InputStream stream(long offset, long length) {
    checkWithin(offset, length);
    int buffer = (int) Math.max(1, Math.min(length, 1 << 16));
    return new BufferedInputStream(new Part(start + offset, start + offset + length), buffer);
  }

  /** The hash of the file, also of what is outside this part, in lower-case hexadecimal. */
  String hash(String algorithm) {
    MessageDigest digest = digest(algorithm);
    try (InputStream whole = new BufferedInputStream(new Part(0, channel.size()), 1 << 16);
        InputStream in = new DigestInputStream(whole, digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw unreadable(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("no such hash: " + algorithm, e);
    }
  }

  private void checkWithin(long offset, long length) {
    if (offset < 0 || length < 0 || length > size - offset) {
      throw invalid("%d bytes at %d were expected, but the file has %d", length, offset, size);
    }
  }

  /**
   * The error for a file that isn't as it should be: a sentence, followed by the file. Strings
   * among the values may come from the file: characters that a terminal would act on are replaced.
   */
  InvalidWeightsException invalid(String sentence, Object... values) {
    return new InvalidWeightsException(sentence(sentence, values));
  }

  /** A sentence about the file, made as that of {@link #invalid}. */
  String sentence(String sentence, Object... values) {
    Object[] printable =
        Arrays.stream(values).map(v -> v instanceof String s ? printable(s) : v).toArray();
    return "%s (%s)".formatted(String.format(Locale.ROOT, sentence, printable), path);
  }

  /** The error for a file that the system couldn't read. */
  InvalidWeightsException unreadable(IOException cause) {
    return new InvalidWeightsException(
        "weight file can't be read: %s (%s)".formatted(printable(cause.toString()), path), cause);
  }

  private static String printable(String name) {
    String shown =
        name.length() <= LONGEST_NAME_SHOWN ? name : name.substring(0, LONGEST_NAME_SHOWN) + "…";
    return shown.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\u2028\u2029]", "?");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The bytes from one position up to another. */
  private final class Part extends InputStream {

    private final long end;
    private long position;

    Part(long start, long end) {
      this.position = start;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int wanted = (int) Math.min(length, end - position);
      if (wanted == 0) {
        return length == 0 ? 0 : -1;
      }
      int got = channel.read(ByteBuffer.wrap(into, offset, wanted), position);
      position += Math.max(got, 0);
      return got;
    }

    @Override
    public long skip(long bytes) {
      long skipped = Math.max(0, Math.min(bytes, end - position));
      position += skipped;
      return skipped;
    }
  }
}
