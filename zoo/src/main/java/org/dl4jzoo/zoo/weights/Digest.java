package org.dl4jzoo.zoo.weights;

import java.util.Locale;

/**
 * The hash of a published file.
 *
 * @param algorithm how it is computed
 * @param hex the hash in lower-case hexadecimal, or its first digits where no more are published
 */
public record Digest(Algorithm algorithm, String hex) {

  /** The algorithms that hashes are published in. */
  public enum Algorithm {
    /** Keras's. */
    MD5("MD5", 32),
    /** PyTorch's, often only the first digits. */
    SHA256("SHA-256", 64);

    private final String title;
    private final int digits;

    Algorithm(String title, int digits) {
      this.title = title;
      this.digits = digits;
    }

    /** Its name, as {@code java.security.MessageDigest} knows it. */
    public String title() {
      return title;
    }
  }

  /** Checks the digits. */
  public Digest {
    if (!hex.matches("[0-9a-f]{8,}") || hex.length() > algorithm.digits) {
      throw new IllegalArgumentException(
          "a hash has 8 to %d hexadecimal digits; got %s".formatted(algorithm.digits, hex));
    }
  }

  /** Reads {@code md5:…} or {@code sha256:…}. */
  static Digest parse(String text) {
    int colon = text.indexOf(':');
    return new Digest(
        Algorithm.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT)),
        text.substring(colon + 1));
  }

  @Override
  public String toString() {
    return algorithm.name().toLowerCase(Locale.ROOT) + ":" + hex;
  }
}
