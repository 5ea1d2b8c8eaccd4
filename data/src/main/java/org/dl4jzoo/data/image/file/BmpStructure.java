package org.dl4jzoo.data.image.file;

import static org.dl4jzoo.data.image.file.Bytes.littleEndian16;
import static org.dl4jzoo.data.image.file.Bytes.littleEndian32;

import java.util.Set;

/** Reads a BMP's two headers and checks that all rows are there. */
final class BmpStructure {

  /** Length of the oldest header, whose sizes have 16 bits. */
  private static final int CORE_HEADER = 12;

  /** Length of OS/2's second header. */
  static final int OS2_HEADER = 64;

  private static final Set<Integer> HEADERS = Set.of(CORE_HEADER, 40, OS2_HEADER, 108, 124);
  private static final Set<Integer> DEPTHS = Set.of(1, 4, 8, 16, 24, 32);
  private static final int RUN_LENGTH_8 = 1;
  private static final int RUN_LENGTH_4 = 2;
  private static final int BIT_FIELDS = 3;

  private BmpStructure() {}

  static ImageHeader read(byte[] file) throws DamagedImageException {
    long pixels = littleEndian32(file, 10) & 0xffff_ffffL;
    int headerBytes = littleEndian32(file, 14);
    boolean core = headerBytes == CORE_HEADER;
    int width = core ? littleEndian16(file, 18) : littleEndian32(file, 18);
    // A negative height means that the top row comes first.
    int height = Math.abs(core ? littleEndian16(file, 20) : littleEndian32(file, 22));
    int depth = littleEndian16(file, core ? 24 : 28);
    int compression = core ? 0 : littleEndian32(file, 30);
    if (!HEADERS.contains(headerBytes)) {
      throw new DamagedImageException(
          "its header has %d bytes, as that of no known version".formatted(headerBytes));
    }
    if (!DEPTHS.contains(depth)) {
      throw new DamagedImageException("its header says %d bits a pixel".formatted(depth));
    }
    if (compression < 0 || compression > BIT_FIELDS) {
      throw new DamagedImageException("its header names the compression " + compression);
    }
    ImageHeader header = new ImageHeader(width, height).ifFitting(8);
    boolean runLength = compression == RUN_LENGTH_8 || compression == RUN_LENGTH_4;
    long rowBytes = ((long) width * depth + 31) / 32 * 4;
    if (pixels >= file.length || (!runLength && pixels + rowBytes * height > file.length)) {
      throw new DamagedImageException("it is cut off");
    }
    return header;
  }
}
