package org.dl4jzoo.data.folder;

import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.dl4jzoo.data.UnreadableImageException;
import org.dl4jzoo.data.file.ContentDigest;
import org.dl4jzoo.data.image.ImageDecoder;
import org.dl4jzoo.data.image.Thumbnail;
import org.dl4jzoo.data.image.file.DamagedImageException;
import org.dl4jzoo.data.preprocess.ImageLoader;

/**
 * What is needed to find an image's copies.
 *
 * @param digest SHA-256 of the file, in hexadecimal
 * @param thumbnail what it shows; empty if it cannot be decoded
 */
public record Fingerprint(String digest, Optional<Thumbnail> thumbnail) {

  /** Decoding below this side costs the least and still fills a thumbnail well. */
  private static final int SIDE = 64;

  /**
   * Fingerprints of all examples, in their order.
   *
   * @throws UnreadableImageException if a file cannot be read at all
   */
  public static List<Fingerprint> of(List<Example> examples) {
    ImageDecoder decoder = new ImageDecoder();
    return examples.parallelStream().map(example -> of(example, decoder)).toList();
  }

  private static Fingerprint of(Example example, ImageDecoder decoder) {
    byte[] contents = ImageLoader.read(example.file());
    return new Fingerprint(ContentDigest.of(contents), thumbnail(contents, decoder));
  }

  private static Optional<Thumbnail> thumbnail(byte[] contents, ImageDecoder decoder) {
    try (Mat image = decoder.decode(contents, SIDE)) {
      return Optional.of(Thumbnail.of(image));
    } catch (DamagedImageException e) {
      return Optional.empty();
    }
  }

  /** Whether both are one file or show one picture. */
  boolean copyOf(Fingerprint other) {
    return digest.equals(other.digest)
        || (thumbnail.isPresent()
            && other.thumbnail.isPresent()
            && thumbnail.get().looksLike(other.thumbnail.get()));
  }
}
