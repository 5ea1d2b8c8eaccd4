package org.dl4jzoo.data.image.file;

import static org.dl4jzoo.data.image.file.Bytes.bigEndian16;
import static org.dl4jzoo.data.image.file.Bytes.bigEndian32;
import static org.dl4jzoo.data.image.file.Bytes.u8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Walks a PNG's chunks to the last one with pixels, with the checksums of all before it. What comes
 * behind the pixels is read as far as it can be: it changes none, and IEND is missing in files of
 * sloppy programs.
 */
final class PngStructure {

  private static final int SIGNATURE = 8;
  private static final int HEADER_DATA = SIGNATURE + 8;
  private static final int GREY = 0;
  private static final int COLOUR_BIT = 2;
  private static final int ALPHA_BIT = 4;
  private static final int PALETTE = 3;

  /** Deflate makes 1,032 bytes of one at most. */
  private static final int MOST_INFLATED = 1_032;

  /** Pixels depend on these; of the rest, libpng would only complain. */
  private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "tRNS", "IDAT");

  private static final byte[] IEND = {0, 0, 0, 0, 'I', 'E', 'N', 'D', -82, 66, 96, -126};

  private final byte[] file;
  private final ByteArrayOutputStream needed = new ByteArrayOutputStream();
  private long pixelBytes;
  private boolean colourKey;
  private OptionalInt transparentGrey = OptionalInt.empty();
  private int orientation = Exif.UPRIGHT;

  private PngStructure(byte[] file) {
    this.file = file;
  }

  static PngStructure read(byte[] file) throws DamagedImageException {
    PngStructure structure = new PngStructure(file);
    structure.needed.write(file, 0, SIGNATURE);
    int at = SIGNATURE;
    while (at >= 0) {
      at = structure.chunk(at);
    }
    structure.needed.writeBytes(IEND);
    structure.requirePixels(structure.header());
    return structure;
  }

  ImageHeader header() throws DamagedImageException {
    int type = u8(file, HEADER_DATA + 9);
    int channels = transparent() ? 4 : type == PALETTE ? 3 : channels();
    int width = bigEndian32(file, HEADER_DATA);
    int height = bigEndian32(file, HEADER_DATA + 4);
    return new ImageHeader(width, height, orientation)
        .ifFitting(channels * Math.max(1, depth() / 8));
  }

  /** Whether pixels may be transparent; {@link #transparentGrey} says so of grey ones. */
  boolean transparent() {
    int type = u8(file, HEADER_DATA + 9);
    return (type & ALPHA_BIT) != 0 || (colourKey && type != GREY);
  }

  /** Bits a sample. */
  int depth() {
    return u8(file, HEADER_DATA + 8);
  }

  /** The grey, in as many bits as a sample has, whose pixels are transparent. */
  OptionalInt transparentGrey() {
    return transparentGrey;
  }

  /** The same image in a file that has nothing but pixels, ended as it must be. */
  byte[] onlyPixels() {
    return needed.toByteArray();
  }

  /** Reads the chunk at an offset and returns where the next one is; -1 if there is none. */
  private int chunk(int at) throws DamagedImageException {
    boolean pixelsSeen = pixelBytes > 0;
    if (pixelsSeen && at + 12 > file.length) {
      return -1;
    }
    int length = bigEndian32(file, at);
    String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
    int end = at + 12 + length;
    boolean present = length >= 0 && end > 0 && end <= file.length;
    if (pixelsSeen && !type.equals("IDAT")) {
      return afterPixels(type, at, length, present) ? end : -1;
    }
    if (!present) {
      throw new DamagedImageException("it is cut off");
    }
    if (at == SIGNATURE && !type.equals("IHDR")) {
      throw new DamagedImageException("it has no PNG header chunk");
    }
    requireChecksum(at + 4, length + 4, type);
    note(type, at + 8, length);
    if (type.equals("IEND")) {
      throw new DamagedImageException("it has no pixels");
    }
    if (type.equals("IDAT")) {
      pixelBytes += length;
    }
    if (NEEDED.contains(type)) {
      needed.write(file, at, length + 12);
    }
    return end;
  }

  /** Whether another chunk may follow one that comes after pixels. */
  private boolean afterPixels(String type, int at, int length, boolean present) {
    if (present && type.equals("eXIf")) {
      orientation = Exif.orientation(file, at + 8, length);
    }
    return present && !type.equals("IEND");
  }

  private void note(String type, int at, int length) {
    if (type.equals("eXIf")) {
      orientation = Exif.orientation(file, at, length);
    } else if (type.equals("tRNS")) {
      colourKey = true;
      if (u8(file, HEADER_DATA + 9) == GREY) {
        transparentGrey = OptionalInt.of(bigEndian16(file, at));
      }
    }
  }

  private void requirePixels(ImageHeader header) throws DamagedImageException {
    long bits = (long) header.width() * header.height() * channels() * depth();
    if (pixelBytes * MOST_INFLATED < bits / 8) {
      throw new DamagedImageException("it is cut off");
    }
  }

  private int channels() {
    int type = u8(file, HEADER_DATA + 9);
    if (type == PALETTE) {
      return 1;
    }
    return ((type & COLOUR_BIT) != 0 ? 3 : 1) + ((type & ALPHA_BIT) != 0 ? 1 : 0);
  }

  private void requireChecksum(int from, int length, String type) throws DamagedImageException {
    CRC32 crc = new CRC32();
    crc.update(file, from, length);
    if ((int) crc.getValue() != bigEndian32(file, from + length)) {
      // The name may be what is damaged, and then anything, such as a line break.
      String chunk = type.matches("[A-Za-z]{4}") ? type + " chunk" : "name of a chunk";
      throw new DamagedImageException("its %s is damaged (checksum)".formatted(chunk));
    }
  }
}
