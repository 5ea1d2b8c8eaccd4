package org.dl4jzoo.app.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the parts of a checkpoint, with the SHA-256 of each in {@code model.json}, which is the
 * last. A checksum of 32 bits misses changes that a hash doesn't, and many programs recompute it.
 *
 * <p>Parts are stored as they are. Weights hardly shrink, and even {@link
 * java.util.zip.Deflater#NO_COMPRESSION} takes them through the compressor, half a kilobyte at a
 * time.
 */
final class PartHashes {

  /** The entry of {@code model.json} that has them. */
  static final String KEY = "sha256";

  private static final int BUFFER_BYTES = 1 << 16;

  private final ZipOutputStream zip;
  private final Map<String, String> byName = new LinkedHashMap<>();

  PartHashes(OutputStream out) {
    this.zip = new ZipOutputStream(out);
    zip.setMethod(ZipOutputStream.STORED);
  }

  /** Writes a part; asked twice, since its size and sums stand before it. */
  interface Content {

    void write(OutputStream out) throws IOException;
  }

  /** Writes the next part, and keeps its hash. */
  void put(String name, Content content) throws IOException {
    byName.put(name, hex(write(name, content)));
  }

  private MessageDigest write(String name, Content content) throws IOException {
    Sums sums = new Sums();
    buffered(content, sums);
    ZipEntry entry = new ZipEntry(name);
    entry.setSize(sums.bytes);
    entry.setCrc(sums.checksum.getValue());
    zip.putNextEntry(entry);
    buffered(content, zip);
    return sums.digest;
  }

  private static void buffered(Content content, OutputStream out) throws IOException {
    BufferedOutputStream buffer = new BufferedOutputStream(out, BUFFER_BYTES);
    content.write(buffer);
    buffer.flush();
  }

  /** Writes the card, with the hashes of the parts so far, as the last part, and ends the file. */
  void putCard(ModelCard card) throws IOException {
    ObjectNode described = Checkpoint.JSON.valueToTree(card);
    byName.forEach(described.putObject(KEY)::put);
    write(Checkpoint.CARD, part -> part.write(Checkpoint.JSON.writeValueAsBytes(described)));
    zip.finish();
  }

  /** Takes them out again; none of a file that an older build wrote. */
  static Map<String, String> takeFrom(ObjectNode card) throws IOException {
    Map<String, String> hashes = new LinkedHashMap<>();
    JsonNode found = card.remove(KEY);
    if (found == null) {
      return hashes;
    }
    for (Map.Entry<String, JsonNode> entry : found.properties()) {
      hashes.put(entry.getKey(), entry.getValue().asText());
    }
    if (hashes.isEmpty()) {
      throw new IOException("the %s of its %s says nothing".formatted(KEY, Checkpoint.CARD));
    }
    return hashes;
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What a part's bytes come to. */
  private static final class Sums extends OutputStream {

    private final MessageDigest digest = digest();
    private final CRC32 checksum = new CRC32();
    private long bytes;

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] values, int start, int length) {
      digest.update(values, start, length);
      checksum.update(values, start, length);
      bytes += length;
    }
  }
}
