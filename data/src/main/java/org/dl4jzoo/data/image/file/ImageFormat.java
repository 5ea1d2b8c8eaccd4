package org.dl4jzoo.data.image.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The formats that are read, told apart by content: a file's suffix is often wrong. */
public enum ImageFormat {
  /** ITU T.81, also the first picture of an MPO. */
  JPEG,
  /** ISO 15948, also the default picture of an animated one. */
  PNG,
  /** GIF87a and GIF89a, the first frame. */
  GIF,
  /** Windows' and OS/2's bitmaps. */
  BMP,
  /** TIFF 6.0 and BigTIFF, the first page. */
  TIFF,
  /** Lossy, lossless and animated WebP, the first frame. */
  WEBP;

  /** So many bytes at the beginning of a file tell its format. */
  public static final int SNIFFED_BYTES = 64;

  /**
   * Lengths that a BMP's second header can have. Two letters alone would take every text that
   * begins with "BM" for an image.
   */
  private static final Set<Integer> BMP_HEADERS = Set.of(12, 16, 40, 52, 56, 64, 108, 124);

  /**
   * The format of a file that begins with these bytes.
   *
   * @param start at least the first {@value #SNIFFED_BYTES} bytes, or all there are
   * @return empty if it is none that is read; see {@link OtherFormat} for what it may be
   */
  public static Optional<ImageFormat> sniff(byte[] start) {
    Magic magic = new Magic(start);
    if (magic.at(0, "\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (magic.at(0, "\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (magic.at(0, "GIF87a") || magic.at(0, "GIF89a")) {
      return Optional.of(GIF);
    }
    if (magic.at(0, "BM") && isBmpHeader(start)) {
      return Optional.of(BMP);
    }
    if (magic.at(0, "RIFF") && magic.at(8, "WEBP")) {
      return Optional.of(WEBP);
    }
    return isTiff(magic) ? Optional.of(TIFF) : Optional.empty();
  }

  /**
   * The format of a file.
   *
   * @return empty if it is none that is read
   * @throws IOException if its first bytes cannot be read
   */
  public static Optional<ImageFormat> sniff(Path file) throws IOException {
    return sniff(start(file));
  }

  /**
   * The first {@value #SNIFFED_BYTES} bytes of a file, or all there are.
   *
   * @throws IOException if they cannot be read
   */
  public static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(SNIFFED_BYTES);
    }
  }

  private static boolean isBmpHeader(byte[] start) {
    return start.length >= 18 && BMP_HEADERS.contains(Bytes.littleEndian32(start, 14));
  }

  private static boolean isTiff(Magic magic) {
    return magic.at(0, "II*\0")
        || magic.at(0, "MM\0*")
        || magic.at(0, "II+\0")
        || magic.at(0, "MM\0+");
  }

  /** The format of a whole file. */
  static ImageFormat of(byte[] file) throws DamagedImageException {
    if (file.length == 0) {
      throw new DamagedImageException("it has no bytes");
    }
    byte[] start = Arrays.copyOf(file, Math.min(file.length, SNIFFED_BYTES));
    Optional<ImageFormat> format = sniff(start);
    if (format.isPresent()) {
      return format.get();
    }
    throw new DamagedImageException(
        OtherFormat.sniff(start)
            .map(OtherFormat::refusal)
            .orElse("its contents are not JPEG, PNG, GIF, BMP, TIFF or WebP"));
  }
}
