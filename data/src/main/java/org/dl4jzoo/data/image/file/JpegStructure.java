package org.dl4jzoo.data.image.file;

import static org.dl4jzoo.data.image.file.Bytes.bigEndian16;
import static org.dl4jzoo.data.image.file.Bytes.u8;

/**
 * Walks a JPEG's segments (ITU T.81, annex B) from its first marker to its last. Bytes between
 * segments that are no marker are skipped, as libjpeg and Pillow skip them.
 */
final class JpegStructure {

  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int APP1 = 0xe1;
  private static final int TEMPORARY = 0x01;
  private static final int FIRST_RESTART = 0xd0;
  private static final int START_OF_IMAGE = 0xd8;

  /**
   * Encoders write up to a dozen scans. Each costs a pass over all coefficients, so that a small
   * file with hundreds of empty ones takes minutes.
   */
  private static final int MAX_SCANS = 100;

  /** As above, for large images: a scan takes about 20 ns for each block of 64 pixels. */
  private static final long MAX_SCANNED_BLOCKS = 200_000_000;

  private final byte[] file;
  private JpegFrame frame;
  private int orientation = Exif.UPRIGHT;
  private boolean oriented;
  private int scans;
  private long codedBytes;

  private JpegStructure(byte[] file) {
    this.file = file;
  }

  static JpegStructure read(byte[] file) throws DamagedImageException {
    JpegStructure structure = new JpegStructure(file);
    structure.walk();
    if (structure.frame == null) {
      throw new DamagedImageException("it has no JPEG frame header");
    }
    if (structure.scans == 0) {
      throw new DamagedImageException("it has no pixels");
    }
    structure.frame.requireWhole(structure.codedBytes);
    return structure;
  }

  ImageHeader header() {
    return new ImageHeader(frame.width(), frame.height(), orientation);
  }

  JpegFrame frame() {
    return frame;
  }

  private void walk() throws DamagedImageException {
    int at = nextMarker(2);
    while (u8(file, at) != END_OF_IMAGE) {
      int marker = u8(file, at);
      at++;
      if (!standsAlone(marker)) {
        int length = bigEndian16(file, at);
        segment(marker, at, length);
        at += length;
      }
      if (marker == START_OF_SCAN) {
        int end = endOfCodedData(at);
        codedBytes += end - at;
        at = end;
      }
      at = nextMarker(at);
    }
  }

  /** Where the second byte of the next marker is. */
  private int nextMarker(int from) {
    int at = from;
    while (u8(file, at) != 0xff || u8(file, at + 1) == 0 || u8(file, at + 1) == 0xff) {
      at++;
    }
    return at + 1;
  }

  /** Among coded data, 0xff is followed by 0, or by the number of a restart. */
  private int endOfCodedData(int from) {
    int at = from;
    while (true) {
      if (u8(file, at) != 0xff) {
        at++;
      } else {
        int next = u8(file, at + 1);
        if (next != 0 && !isRestart(next)) {
          return at;
        }
        at += 2;
      }
    }
  }

  private void segment(int marker, int at, int length) throws DamagedImageException {
    if (length < 2) {
      throw new DamagedImageException("it has a JPEG segment without a length");
    }
    if (isStartOfFrame(marker)) {
      frame = JpegFrame.read(file, at, marker);
    } else if (marker == START_OF_SCAN) {
      scan(at);
    } else if (marker == APP1 && !oriented && new Magic(exifPrefix(at)).at(0, "Exif\0")) {
      orientation = Exif.orientation(file, at + 2, length - 2);
      oriented = true;
    }
  }

  private byte[] exifPrefix(int at) {
    byte[] prefix = new byte[5];
    System.arraycopy(file, at + 2, prefix, 0, prefix.length);
    return prefix;
  }

  private void scan(int at) throws DamagedImageException {
    if (frame == null) {
      throw new DamagedImageException("it has no JPEG frame header");
    }
    scans++;
    long most = Math.min(MAX_SCANS, MAX_SCANNED_BLOCKS / frame.blocks());
    if (scans > most) {
      throw new DamagedImageException(
          "it has more than %d scans, which would take too long to decode".formatted(most));
    }
    frame.addScan(file, at);
  }

  private static boolean isRestart(int marker) {
    return marker >= FIRST_RESTART && marker < START_OF_IMAGE;
  }

  private static boolean standsAlone(int marker) {
    return isRestart(marker) || marker == START_OF_IMAGE || marker == TEMPORARY;
  }

  /** SOF0 to SOF15 without the three other markers in that range: DHT, JPG and DAC. */
  private static boolean isStartOfFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }
}
