package org.dl4jzoo.data.image.file;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_ANYCOLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_ANYDEPTH;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;

import java.io.IOException;
import java.util.OptionalInt;
import org.bytedeco.javacpp.BytePointer;
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
    Mat image = OpenCv.decode(structure.onlyPixels(), flags);
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
    for (int y = 0; y < image.rows(); y++) {
      if (image.depth() == CV_8U) {
        whitenBytes(image.ptr(y), new byte[image.cols()], (byte) key);
      } else {
        whitenShorts(new ShortPointer(image.ptr(y)), new short[image.cols()], (short) key);
      }
    }
  }

  private static void whitenBytes(BytePointer pixels, byte[] row, byte key) {
    pixels.get(row);
    for (int x = 0; x < row.length; x++) {
      row[x] = row[x] == key ? -1 : row[x];
    }
    pixels.put(row);
  }

  private static void whitenShorts(ShortPointer pixels, short[] row, short key) {
    pixels.get(row);
    for (int x = 0; x < row.length; x++) {
      row[x] = row[x] == key ? -1 : row[x];
    }
    pixels.put(row);
  }
}
