package org.dl4jzoo.data.folder;

import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.dl4jzoo.data.ParallelSteps;
import org.dl4jzoo.data.Progress;
import org.dl4jzoo.data.UnreadableImageException;
import org.dl4jzoo.data.file.ContentDigest;
import org.dl4jzoo.data.image.ImageDecoder;
import org.dl4jzoo.data.image.Thumbnail;
import org.dl4jzoo.data.image.file.DamagedImageException;
import org.dl4jzoo.data.image.file.EncodedImage;
import org.dl4jzoo.data.preprocess.ImageLoader;

/**
 * What reading and decoding one image showed.
 *
 * @param example the image
 * @param fingerprint its bytes and what they show; empty if the file cannot be read at all
 * @param problem why it cannot be decoded; empty if it can
 * @param width columns, in pixels; 0 if it cannot be decoded
 * @param height rows, in pixels; 0 if it cannot be decoded
 */
public record ImageScan(
    Example example,
    Optional<Fingerprint> fingerprint,
    Optional<String> problem,
    int width,
    int height) {

  /** Decoding below this side costs the least and still fills a thumbnail well. */
  private static final int THUMBNAIL_SIDE = 64;

  /** Reads all images, decoding large ones at a fraction of their size. */
  public static List<ImageScan> of(List<Example> examples) {
    return of(examples, THUMBNAIL_SIDE, Progress.NONE);
  }

  /** Reads and fully decodes all images, telling how many are done. */
  static List<ImageScan> ofWhole(List<Example> examples, Progress progress) {
    return of(examples, Integer.MAX_VALUE, progress);
  }

  private static List<ImageScan> of(List<Example> examples, int side, Progress progress) {
    ImageDecoder decoder = new ImageDecoder();
    ParallelSteps steps = new ParallelSteps(progress);
    return examples.parallelStream()
        .map(example -> steps.counted(of(example, decoder, side)))
        .toList();
  }

  private static ImageScan of(Example example, ImageDecoder decoder, int side) {
    byte[] contents;
    try {
      contents = ImageLoader.read(example.file());
    } catch (UnreadableImageException e) {
      return new ImageScan(example, Optional.empty(), Optional.of(e.reason()), 0, 0);
    }
    String digest = ContentDigest.of(contents);
    try (Mat image = decoder.decode(contents, side)) {
      Fingerprint fingerprint = new Fingerprint(digest, Optional.of(Thumbnail.of(image)));
      EncodedImage.Size size = EncodedImage.of(contents).size();
      return new ImageScan(
          example, Optional.of(fingerprint), Optional.empty(), size.width(), size.height());
    } catch (DamagedImageException e) {
      Fingerprint fingerprint = new Fingerprint(digest, Optional.empty());
      return new ImageScan(example, Optional.of(fingerprint), Optional.of(e.getMessage()), 0, 0);
    }
  }

  /** Whether the image can be decoded. */
  public boolean readable() {
    return problem.isEmpty();
  }
}
