package org.dl4jzoo.data.folder;

import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.dl4jzoo.data.UnreadableImageException;
import org.dl4jzoo.data.file.ContentDigest;
import org.dl4jzoo.data.image.ImageDecoder;
import org.dl4jzoo.data.image.Thumbnail;
import org.dl4jzoo.data.image.file.DamagedImageException;
import org.dl4jzoo.data.preprocess.ImageLoader;

/**
 * What reading and fully decoding one image showed.
 *
 * @param example the image
 * @param fingerprint its bytes and what they show; empty if the file cannot be read at all
 * @param problem why it cannot be decoded; empty if it can
 * @param width columns, in pixels; 0 if it cannot be decoded
 * @param height rows, in pixels; 0 if it cannot be decoded
 */
record ImageScan(
    Example example,
    Optional<Fingerprint> fingerprint,
    Optional<String> problem,
    int width,
    int height) {

  static ImageScan of(Example example, ImageDecoder decoder) {
    byte[] contents;
    try {
      contents = ImageLoader.read(example.file());
    } catch (UnreadableImageException e) {
      return new ImageScan(example, Optional.empty(), Optional.of(e.reason()), 0, 0);
    }
    String digest = ContentDigest.of(contents);
    try (Mat image = decoder.decode(contents)) {
      Fingerprint fingerprint = new Fingerprint(digest, Optional.of(Thumbnail.of(image)));
      return new ImageScan(
          example, Optional.of(fingerprint), Optional.empty(), image.cols(), image.rows());
    } catch (DamagedImageException e) {
      Fingerprint fingerprint = new Fingerprint(digest, Optional.empty());
      return new ImageScan(example, Optional.of(fingerprint), Optional.of(e.getMessage()), 0, 0);
    }
  }

  boolean readable() {
    return problem.isEmpty();
  }
}
