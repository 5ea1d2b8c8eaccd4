package org.dl4jzoo.data.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over parts; each part's length is hashed too, so that parts cannot run into each other.
 */
public final class ContentDigest {

  private final MessageDigest sha256;

  /** Begins a digest of no parts. */
  public ContentDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }

  /** The SHA-256 of one content alone, as {@code sha256sum} prints it. */
  public static String of(byte[] content) {
    ContentDigest digest = new ContentDigest();
    digest.sha256.update(content);
    return digest.hex();
  }

  /** Adds a part. */
  public ContentDigest add(byte[] part) {
    sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(part.length).array());
    sha256.update(part);
    return this;
  }

  /** Adds a part, in UTF-8. */
  public ContentDigest add(String part) {
    return add(part.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends the digest. */
  public byte[] bytes() {
    return sha256.digest();
  }

  /** Ends the digest, in hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }
}
