package org.dl4jzoo.app.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The SHA-256 of each part of a checkpoint, kept in {@code model.json}, which is written last. A
 * checksum of 32 bits misses changes that a hash doesn't, and many programs recompute it.
 */
final class PartHashes {

  /** The entry of {@code model.json} that has them. */
  static final String KEY = "sha256";

  private static final int BUFFER_BYTES = 1 << 16;

  private final ZipOutputStream zip;
  private final Map<String, String> byName = new LinkedHashMap<>();

  PartHashes(ZipOutputStream zip) {
    this.zip = zip;
  }

  /** Writes a part. */
  interface Content {

    void write(OutputStream out) throws IOException;
  }

  /** Writes the next part, and keeps its hash. */
  void put(String name, Content content) throws IOException {
    MessageDigest digest = digest();
    zip.putNextEntry(new ZipEntry(name));
    OutputStream out = new BufferedOutputStream(new DigestOutputStream(zip, digest), BUFFER_BYTES);
    content.write(out);
    out.flush();
    byName.put(name, hex(digest));
  }

  /** Writes the card, with the hashes of the parts so far, as the last part. */
  void putCard(ModelCard card) throws IOException {
    ObjectNode described = Checkpoint.JSON.valueToTree(card);
    byName.forEach(described.putObject(KEY)::put);
    zip.putNextEntry(new ZipEntry(Checkpoint.CARD));
    zip.write(Checkpoint.JSON.writeValueAsBytes(described));
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
}
