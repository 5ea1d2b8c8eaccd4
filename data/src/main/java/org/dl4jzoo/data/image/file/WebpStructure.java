package org.dl4jzoo.data.image.file;

import static org.dl4jzoo.data.image.file.Bytes.littleEndian16;
import static org.dl4jzoo.data.image.file.Bytes.littleEndian24;
import static org.dl4jzoo.data.image.file.Bytes.littleEndian32;
import static org.dl4jzoo.data.image.file.Bytes.u8;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Walks a WebP's chunks (RFC 9649) to its first picture. */
final class WebpStructure {

  private static final int FIRST_CHUNK = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int FRAME_HEADER = 16;
  private static final int LOSSLESS_SIGNATURE = 0x2f;

  /**
   * A run of the file's bytes.
   *
   * @param from the first one's offset
   * @param length how many
   */
  record Part(int from, int length) {}

  private final byte[] file;
  private int canvasWidth;
  private int canvasHeight;
  private int left;
  private int top;
  private int width;
  private int height;
  private boolean lossless;
  private Part picture;
  private Part alpha;
  private int orientation = Exif.UPRIGHT;

  private WebpStructure(byte[] file) {
    this.file = file;
  }

  static WebpStructure read(byte[] file) throws DamagedImageException {
    WebpStructure structure = new WebpStructure(file);
    structure.walk(FIRST_CHUNK, file.length);
    if (structure.picture == null) {
      throw new DamagedImageException("it has no picture");
    }
    structure.requireOnCanvas();
    return structure;
  }

  ImageHeader header() throws DamagedImageException {
    return new ImageHeader(canvasWidth, canvasHeight, orientation).ifFitting(4);
  }

  /** Whether the picture is all there is of the canvas. */
  boolean fillsCanvas() {
    return width == canvasWidth && height == canvasHeight;
  }

  int left() {
    return left;
  }

  int top() {
    return top;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Whether the picture is coded as VP8L; as VP8 otherwise. */
  boolean lossless() {
    return lossless;
  }

  /** The coded colours. */
  Part picture() {
    return picture;
  }

  /** The coded transparency of a picture in VP8. */
  Optional<Part> alpha() {
    return Optional.ofNullable(alpha);
  }

  private void walk(int from, int to) throws DamagedImageException {
    int at = from;
    while (at + CHUNK_HEADER <= to) {
      String type = new String(file, at, 4, StandardCharsets.ISO_8859_1);
      int length = littleEndian32(file, at + 4);
      int start = at + CHUNK_HEADER;
      boolean present = length >= 0 && length <= to - start;
      if (!present && picture == null) {
        throw new DamagedImageException("it is cut off");
      }
      if (!present) {
        return;
      }
      chunk(type, new Part(start, length));
      at = start + length + (length & 1);
    }
  }

  private void chunk(String type, Part part) throws DamagedImageException {
    if (type.equals("EXIF")) {
      orientation = Exif.orientation(file, part.from(), part.length());
    } else if (picture == null) {
      switch (type) {
        case "VP8X" -> canvas(part.from() + 4);
        case "ANMF" -> frame(part);
        case "ALPH" -> alpha = part;
        case "VP8 " -> lossy(part);
        case "VP8L" -> lossless(part);
        default -> {
          // Colour profiles and notes change no pixel.
        }
      }
    }
  }

  private void canvas(int at) {
    canvasWidth = 1 + littleEndian24(file, at);
    canvasHeight = 1 + littleEndian24(file, at + 3);
  }

  /** A frame of an animation has its place on the canvas, and chunks of its own. */
  private void frame(Part part) throws DamagedImageException {
    left = 2 * littleEndian24(file, part.from());
    top = 2 * littleEndian24(file, part.from() + 3);
    walk(part.from() + FRAME_HEADER, part.from() + part.length());
  }

  private void lossy(Part part) throws DamagedImageException {
    int at = part.from();
    boolean keyFrame = (u8(file, at) & 1) == 0;
    if (!keyFrame || littleEndian24(file, at + 3) != 0x2a019d) {
      throw new DamagedImageException("its VP8 header is damaged");
    }
    size(littleEndian16(file, at + 6) & 0x3fff, littleEndian16(file, at + 8) & 0x3fff);
    picture = part;
  }

  private void lossless(Part part) throws DamagedImageException {
    int sizes = littleEndian32(file, part.from() + 1);
    if (u8(file, part.from()) != LOSSLESS_SIGNATURE || sizes >>> 29 != 0) {
      throw new DamagedImageException("its VP8L header is damaged");
    }
    size(1 + (sizes & 0x3fff), 1 + (sizes >> 14 & 0x3fff));
    lossless = true;
    picture = part;
  }

  private void size(int columns, int rows) {
    width = columns;
    height = rows;
    if (canvasWidth == 0) {
      canvasWidth = columns;
      canvasHeight = rows;
    }
  }

  private void requireOnCanvas() throws DamagedImageException {
    if (left + (long) width > canvasWidth || top + (long) height > canvasHeight) {
      throw new DamagedImageException(
          "its picture of %d×%d pixels does not fit its canvas of %d×%d"
              .formatted(width, height, canvasWidth, canvasHeight));
    }
  }
}
