package org.dl4jzoo.data.folder;

import java.util.Optional;
import org.dl4jzoo.data.image.Thumbnail;

/**
 * What is needed to find an image's copies.
 *
 * @param digest SHA-256 of the file, in hexadecimal
 * @param thumbnail what it shows; empty if it cannot be decoded
 */
public record Fingerprint(String digest, Optional<Thumbnail> thumbnail) {

  /** Whether both are one file or show one picture. */
  boolean copyOf(Fingerprint other) {
    return digest.equals(other.digest)
        || (thumbnail.isPresent()
            && other.thumbnail.isPresent()
            && thumbnail.get().looksLike(other.thumbnail.get()));
  }
}
