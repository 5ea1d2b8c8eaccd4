package org.dl4jzoo.zoo.weights;

import java.util.Locale;
import org.dl4jzoo.zoo.weights.file.WeightFile;

/**
 * The hash of a published file.
 *
 * @param algorithm how it is computed
 * @param hex the hash in lower-case hexadecimal, or its first digits where no more are published
 */
public record Digest(Algorithm algorithm, String hex) {

  /** The algorithms that hashes are published in. */
  public enum Algorithm {
    /** As Keras publishes it. */
    MD5("MD5", 32),
    /** As PyTorch publishes it, often the first digits only. */
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

  /** Whether a file has this hash. */
  public boolean fits(WeightFile file) {
    return file.hash(algorithm.title()).startsWith(hex);
  }

  @Override
  public String toString() {
    return algorithm.name().toLowerCase(Locale.ROOT) + ":" + hex;
  }
}
