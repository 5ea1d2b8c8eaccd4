package org.dl4jzoo.data.image.file;

import java.util.Arrays;

/** What cameras note about a picture, of which its orientation matters here (EXIF 2.3). */
final class Exif {

  /** The orientation of an image that is stored upright. */
  static final int UPRIGHT = 1;

  private static final int PREFIX = 6;

  private Exif() {}

  /**
   * How the image has to be turned, 1 to 8; 1 if the block says nothing or is damaged, as an image
   * is worth more than its notes.
   *
   * @param file the file
   * @param from where the block begins, with or without "Exif" and two zeros before it
   * @param length its bytes
   */
  static int orientation(byte[] file, int from, int length) {
    byte[] block = Arrays.copyOfRange(file, from, Math.min(file.length, from + length));
    boolean prefixed = new Magic(block).at(0, "Exif\0\0");
    Magic tiff = new Magic(Arrays.copyOfRange(block, prefixed ? PREFIX : 0, PREFIX + 8));
    if (!tiff.at(0, "II*\0") && !tiff.at(0, "MM\0*")) {
      return UPRIGHT;
    }
    try {
      return new TiffDirectory(block, prefixed ? PREFIX : 0).orientation();
    } catch (IndexOutOfBoundsException e) {
      return UPRIGHT;
    }
  }
}
