package org.dl4jzoo.data.image.file;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** The native decoders, which must see only what was checked before. */
final class OpenCv {

  static {
    // Images are decoded in parallel; threads inside one image would only fight with training.
    setNumThreads(1);
  }

  private OpenCv() {}

  /** Decodes as the flags of imgcodecs say. */
  static Mat decode(byte[] file, int flags) throws DamagedImageException {
    try (BytePointer bytes = new BytePointer(file);
        Mat encoded = new Mat(1, file.length, CV_8UC1, bytes)) {
      Mat image = imdecode(encoded, flags);
      if (image.empty()) {
        image.close();
        throw new DamagedImageException("its compressed data is damaged");
      }
      return image;
    }
  }

  /** Keeps the upper 8 of 16 bits, as Pillow does; closes what it replaces. */
  static Mat toEightBits(Mat image) {
    if (image.depth() == CV_8U) {
      return image;
    }
    try (image) {
      if (image.depth() != CV_16U) {
        throw new IllegalArgumentException("neither 8 nor 16 bits a channel");
      }
      Mat bytes = new Mat();
      // OpenCV rounds to the nearest; less a half of the lowest step but one, that is downwards.
      image.convertTo(bytes, CV_8U, 1 / 256.0, -127.5 / 256);
      return bytes;
    }
  }
}
