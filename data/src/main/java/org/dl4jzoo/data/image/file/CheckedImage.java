package org.dl4jzoo.data.image.file;

import java.io.IOException;
import org.bytedeco.opencv.opencv_core.Mat;

/** A file whose structure was found whole. */
interface CheckedImage {

  /** What it says about itself. */
  ImageHeader header();

  /**
   * Its pixels as they are stored: before they are turned, and transparent still.
   *
   * @param side the longer side that is wanted, in pixels
   * @return 8-bit grey, BGR or BGRA
   */
  Mat decode(int side) throws IOException;
}
