package org.dl4jzoo.data.image.file;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.imageio.ImageReader;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The first picture of a WebP. Lossy ones (VP8) are decoded by libwebp, as TwelveMonkeys' reader
 * does not interpolate colours, which moves pixels by dozens of levels. Lossless ones (VP8L) and
 * transparency are decoded by TwelveMonkeys, as the libwebp in OpenCV 4.5.5 writes beyond its
 * Huffman tables (CVE-2023-4863), which VP8 has none of.
 */
final class WebpImage implements CheckedImage {

  private static final int HEADER = 20;

  private final byte[] file;
  private final WebpStructure structure;
  private final ImageHeader header;

  WebpImage(byte[] file) throws DamagedImageException {
    this.file = file;
    this.structure = WebpStructure.read(file);
    this.header = structure.header();
  }

  @Override
  public ImageHeader header() {
    return header;
  }

  @Override
  public Mat decode(int side) throws IOException {
    WebpStructure.Part picture = structure.picture();
    Mat image =
        structure.lossless()
            ? lossless(only("VP8L", file, picture.from(), picture.length()))
            : lossy();
    if (structure.fillsCanvas()) {
      return image;
    }
    return JavaPixels.onCanvas(
        Opaque.onWhite(image),
        header.width(),
        header.height(),
        structure.left(),
        structure.top(),
        JavaPixels.WHITE);
  }

  /** Decodes a file that has nothing but a lossless picture. */
  static Mat lossless(byte[] file) throws IOException {
    ImageReader reader = JavaReader.WEBP.create();
    return JavaPixels.toMat(JavaReader.read(reader, file, () -> reader.read(0)));
  }

  private Mat lossy() throws IOException {
    WebpStructure.Part picture = structure.picture();
    Mat colours =
        OpenCv.decode(only("VP8 ", file, picture.from(), picture.length()), IMREAD_UNCHANGED);
    Optional<WebpStructure.Part> part = structure.alpha();
    if (part.isEmpty()) {
      return colours;
    }
    try (colours) {
      return withAlpha(colours, WebpAlpha.decode(file, part.get(), structure));
    }
  }

  private static Mat withAlpha(Mat colours, byte[] alpha) {
    int columns = colours.cols();
    Mat image = new Mat(colours.rows(), columns, CV_8UC4);
    byte[] bgr = new byte[columns * 3];
    byte[] bgra = new byte[columns * 4];
    for (int row = 0; row < colours.rows(); row++) {
      colours.ptr(row).get(bgr);
      for (int x = 0; x < columns; x++) {
        System.arraycopy(bgr, 3 * x, bgra, 4 * x, 3);
        bgra[4 * x + 3] = alpha[row * columns + x];
      }
      image.ptr(row).put(bgra);
    }
    return image;
  }

  /** A file with one chunk, whose content is a part of another file's bytes. */
  static byte[] only(String type, byte[] file, int from, int length) {
    byte[] single = new byte[HEADER + length + (length & 1)];
    byte[] names = ("RIFF    WEBP" + type).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(names, 0, single, 0, names.length);
    Bytes.putLittleEndian32(single, 4, single.length - 8);
    Bytes.putLittleEndian32(single, HEADER - 4, length);
    System.arraycopy(file, from, single, HEADER, length);
    return single;
  }
}
