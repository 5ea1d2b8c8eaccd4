package org.dl4jzoo.data.image;

import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_core.meanStdDev;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.Laplacian;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.dl4jzoo.data.image.file.DamagedImageException;
import org.dl4jzoo.data.image.file.EncodedImage;

/**
 * A small copy of an image to look at, and what can be seen of the image at a glance.
 *
 * @param jpeg the copy, with the image's aspect ratio
 * @param shorterSide of the image, in pixels
 * @param aspect its longer side as a multiple of the shorter
 * @param brightness mean of its grey values, in [0, 1]
 * @param sharpness variance of the Laplacian of a copy of {@value #SHARPNESS_SIDE} pixels
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes of a file, compared by nobody
public record Preview(
    byte[] jpeg, int shorterSide, double aspect, double brightness, double sharpness) {

  private static final int QUALITY = 78;

  /** Sharpness depends upon the size it is measured at. */
  private static final int SHARPNESS_SIDE = 256;

  /**
   * Makes the copy.
   *
   * @param file contents of an image file
   * @param side the longer side of the copy, in pixels
   * @throws DamagedImageException if the image can't be decoded
   */
  public static Preview of(byte[] file, int side) throws DamagedImageException {
    EncodedImage encoded = EncodedImage.of(file);
    EncodedImage.Size stored = encoded.size();
    double shorter = Math.min(stored.width(), stored.height());
    double longer = Math.max(stored.width(), stored.height());
    try (Mat image = encoded.decode(SHARPNESS_SIDE);
        Mat small = shrunk(image, side);
        Mat medium = shrunk(image, SHARPNESS_SIDE);
        Mat grey = grey(medium)) {
      return new Preview(
          jpeg(small), (int) shorter, longer / shorter, brightness(grey), sharpness(grey));
    }
  }

  private static Mat shrunk(Mat image, int side) {
    double factor = Math.min(1, (double) side / Math.max(image.rows(), image.cols()));
    Mat small = new Mat();
    int width = (int) Math.max(1, Math.round(factor * image.cols()));
    int height = (int) Math.max(1, Math.round(factor * image.rows()));
    try (Size size = new Size(width, height)) {
      resize(image, small, size, 0, 0, INTER_AREA);
    }
    return small;
  }

  private static Mat grey(Mat image) {
    Mat grey = new Mat();
    if (image.channels() == 1) {
      image.copyTo(grey);
    } else {
      cvtColor(image, grey, COLOR_BGR2GRAY);
    }
    return grey;
  }

  private static double brightness(Mat grey) {
    return mean(grey).get(0) / 255;
  }

  private static double sharpness(Mat grey) {
    try (Mat edges = new Mat();
        Mat center = new Mat();
        Mat deviation = new Mat()) {
      Laplacian(grey, edges, CV_64F);
      meanStdDev(edges, center, deviation);
      double sigma = deviation.ptr().getDouble();
      return sigma * sigma;
    }
  }

  private static byte[] jpeg(Mat image) {
    try (BytePointer encoded = new BytePointer();
        IntPointer quality = new IntPointer(IMWRITE_JPEG_QUALITY, QUALITY)) {
      imencode(".jpg", image, encoded, quality);
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }
}
