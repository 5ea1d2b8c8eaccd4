package org.dl4jzoo.data.image.file;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_ANYCOLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_ANYDEPTH;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.opencv.opencv_core.Mat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JPEGs by libjpeg-turbo. A large one is decoded at a half, quarter or eighth of its size, which
 * averages in the frequency domain, if fewer pixels are wanted or memory would not hold all of
 * them.
 */
final class JpegImage implements CheckedImage {

  private static final Logger LOG = LoggerFactory.getLogger(JpegImage.class);

  /** Said once: a folder may hold thousands of them. */
  private static final AtomicBoolean REDUCTION_SAID = new AtomicBoolean();

  /** Pixels of a photo that are decoded at its full size, whatever is wanted of it. */
  private static final long MOST_PIXELS = 100_000_000;

  private final byte[] file;
  private final ImageHeader header;
  private final JpegFrame frame;

  JpegImage(byte[] file) throws DamagedImageException {
    JpegStructure structure = JpegStructure.read(file);
    this.file = file;
    this.header = structure.header();
    this.frame = structure.frame();
    requireMemory();
  }

  @Override
  public ImageHeader header() {
    return header;
  }

  @Override
  public Mat decode(int side) throws IOException {
    int times = times(side);
    Mat image = OpenCv.decode(file, flags(times));
    try {
      JpegTail.requireWhole(file, frame, image, times);
      return image;
    } catch (IOException | RuntimeException e) {
      image.close();
      throw e;
    }
  }

  /**
   * A progressive image's coefficients are in memory as a whole, at whatever size it is decoded.
   */
  private void requireMemory() throws DamagedImageException {
    if (frame.progressive() && frame.coefficientBytes() > ImageHeader.MAX_BYTES) {
      throw new DamagedImageException(
          "it is progressive, and its %d×%d pixels take %d MiB to decode, more than the limit of"
                  .formatted(frame.width(), frame.height(), frame.coefficientBytes() >> 20)
              + " %d MiB: save it as a baseline JPEG".formatted(ImageHeader.MAX_BYTES >> 20));
    }
  }

  private int times(int side) {
    long wanted = Math.min(frame.width(), frame.height()) / (2L * side);
    long pixels = (long) frame.width() * frame.height();
    long times = 1;
    while (times < 8 && (wanted >= times * 2 || pixels / (times * times) > MOST_PIXELS)) {
      times *= 2;
    }
    if (pixels > MOST_PIXELS && wanted < times && !REDUCTION_SAID.getAndSet(true)) {
      LOG.warn(
          "Photos of more than {} million pixels are decoded at a fraction of their size, to spare"
              + " memory; the first has {}×{}, decoded at 1/{}",
          MOST_PIXELS / 1_000_000,
          frame.width(),
          frame.height(),
          times);
    }
    return (int) times;
  }

  private static int flags(int times) {
    int size =
        switch (times) {
          case 8 -> IMREAD_REDUCED_COLOR_8;
          case 4 -> IMREAD_REDUCED_COLOR_4;
          case 2 -> IMREAD_REDUCED_COLOR_2;
          default -> IMREAD_ANYDEPTH | IMREAD_ANYCOLOR;
        };
    return size | IMREAD_IGNORE_ORIENTATION;
  }
}
