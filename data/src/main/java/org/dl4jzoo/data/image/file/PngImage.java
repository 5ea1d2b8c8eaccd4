package org.dl4jzoo.data.image.file;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_ANYCOLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_ANYDEPTH;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;

import java.io.IOException;
import java.util.OptionalInt;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** PNGs by libpng, with the transparent grey that OpenCV passes over. */
final class PngImage implements CheckedImage {

  private final PngStructure structure;
  private final ImageHeader header;

  PngImage(byte[] file) throws DamagedImageException {
    structure = PngStructure.read(file);
    header = structure.header();
  }

  @Override
  public ImageHeader header() {
    return header;
  }

  @Override
  public Mat decode(int side) throws IOException {
    int flags =
        structure.transparent()
            ? IMREAD_UNCHANGED
            : IMREAD_ANYDEPTH | IMREAD_ANYCOLOR | IMREAD_IGNORE_ORIENTATION;
    Mat image = OpenCv.decode(structure.withoutTail(), flags);
    OptionalInt transparent = structure.transparentGrey();
    if (transparent.isPresent()) {
      whiten(image, transparent.getAsInt(), structure.depth());
    }
    return OpenCv.toEightBits(image);
  }

  /** Turns one grey, given in so many bits, white. */
  private static void whiten(Mat image, int grey, int bits) {
    int most = (1 << bits) - 1;
    int key = bits < 8 ? (grey & most) * 255 / most : grey & most;
    boolean bytes = image.depth() == CV_8U;
    short[] row = new short[image.cols()];
    byte[] narrow = new byte[image.cols()];
    for (int y = 0; y < image.rows(); y++) {
      if (bytes) {
        image.ptr(y).get(narrow);
        for (int x = 0; x < narrow.length; x++) {
          narrow[x] = (narrow[x] & 0xff) == key ? (byte) 0xff : narrow[x];
        }
        image.ptr(y).put(narrow);
      } else {
        ShortPointer wide = new ShortPointer(image.ptr(y));
        wide.get(row);
        for (int x = 0; x < row.length; x++) {
          row[x] = (row[x] & 0xffff) == key ? (short) 0xffff : row[x];
        }
        wide.put(row);
      }
    }
  }
}
