package org.dl4jzoo.data.image;

import static org.dl4jzoo.data.image.Bytes.bigEndian32;
import static org.dl4jzoo.data.image.Bytes.u8;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Walks a PNG's chunks to IEND, with the checksum of every chunk that pixels depend on. */
final class PngStructure {

  private static final int SIGNATURE = 8;
  private static final int ALPHA_BIT = 4;

  private PngStructure() {}

  static ImageHeader read(byte[] file) throws DamagedImageException {
    int width = bigEndian32(file, SIGNATURE + 8);
    int height = bigEndian32(file, SIGNATURE + 12);
    boolean alpha = (u8(file, SIGNATURE + 17) & ALPHA_BIT) != 0;
    int at = SIGNATURE;
    while (true) {
      int length = bigEndian32(file, at);
      String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      int end = at + 12 + length;
      if (length < 0 || end < 0 || end > file.length) {
        throw new DamagedImageException("it is cut off");
      }
      if (at == SIGNATURE && !type.equals("IHDR")) {
        throw new DamagedImageException("it has no PNG header chunk");
      }
      if (Character.isUpperCase(type.charAt(0))) {
        requireChecksum(file, at + 4, length + 4, type);
      }
      alpha |= type.equals("tRNS");
      if (type.equals("IEND")) {
        return new ImageHeader(ImageFormat.PNG, width, height, alpha);
      }
      at = end;
    }
  }

  private static void requireChecksum(byte[] file, int from, int length, String type)
      throws DamagedImageException {
    CRC32 crc = new CRC32();
    crc.update(file, from, length);
    if ((int) crc.getValue() != bigEndian32(file, from + length)) {
      throw new DamagedImageException("its %s chunk is damaged (checksum)".formatted(type));
    }
  }
}
