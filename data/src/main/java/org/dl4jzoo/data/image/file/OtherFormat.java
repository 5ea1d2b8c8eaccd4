package org.dl4jzoo.data.image.file;

import java.util.List;
import java.util.Optional;

/** What lies among images without being one that is read, by its name, to say so in a message. */
public enum OtherFormat {
  /** High Efficiency Image File Format: the photos of many telephones. */
  HEIC("HEIC", Content.IMAGE),
  AVIF("AVIF", Content.IMAGE),
  JPEG_XL("JPEG XL", Content.IMAGE),
  JPEG_2000("JPEG 2000", Content.IMAGE),
  PHOTOSHOP("Photoshop", Content.IMAGE),
  ICON("an icon", Content.IMAGE),
  NETPBM("Netpbm", Content.IMAGE),
  OPEN_EXR("OpenEXR", Content.IMAGE),
  DIRECT_DRAW("DDS", Content.IMAGE),
  RADIANCE("Radiance HDR", Content.IMAGE),
  /** Those of the cameras' own formats that do not begin as TIFF does. */
  RAW("a camera's raw format", Content.IMAGE),
  SVG("SVG", Content.IMAGE),
  HTML("HTML", Content.OTHER),
  XML("XML", Content.OTHER),
  PDF("PDF", Content.OTHER),
  LFS_POINTER("a pointer of Git LFS", Content.OTHER),
  FILM("a film", Content.OTHER),
  GZIP("gzip", Content.PACKED),
  BZIP2("bzip2", Content.PACKED),
  XZ("xz", Content.PACKED),
  ZIP("ZIP", Content.PACKED),
  RAR("RAR", Content.PACKED),
  SEVEN_ZIP("7z", Content.PACKED);

  /** What has to be done with a file to get at pixels. */
  private enum Content {
    IMAGE,
    PACKED,
    OTHER
  }

  /** What files of a format begin with: bytes at an offset, a letter each in Latin 1. */
  private record Signature(OtherFormat format, int offset, String bytes) {}

  /** The first one that fits decides: "ftyp" with another brand is a film. */
  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature(HEIC, 4, "ftyphei"),
          new Signature(HEIC, 4, "ftyphev"),
          new Signature(HEIC, 4, "ftypmif1"),
          new Signature(HEIC, 4, "ftypmsf1"),
          new Signature(AVIF, 4, "ftypavi"),
          new Signature(RAW, 4, "ftypcrx"),
          new Signature(RAW, 0, "FUJIFILM"),
          new Signature(RAW, 0, "IIRO"),
          new Signature(RAW, 0, "IIU\0"),
          new Signature(JPEG_XL, 0, "\u00ff\n"),
          new Signature(JPEG_XL, 4, "JXL \r\n\u0087\n"),
          new Signature(JPEG_2000, 4, "jP  \r\n\u0087\n"),
          new Signature(JPEG_2000, 0, "\u00ffO\u00ffQ"),
          new Signature(PHOTOSHOP, 0, "8BPS"),
          new Signature(ICON, 0, "\0\0\1\0"),
          new Signature(ICON, 0, "\0\0\2\0"),
          new Signature(ICON, 0, "icns"),
          new Signature(NETPBM, 0, "P4\n"),
          new Signature(NETPBM, 0, "P5\n"),
          new Signature(NETPBM, 0, "P6\n"),
          new Signature(OPEN_EXR, 0, "v/1\1"),
          new Signature(DIRECT_DRAW, 0, "DDS "),
          new Signature(RADIANCE, 0, "#?RADIANCE"),
          new Signature(PDF, 0, "%PDF-"),
          new Signature(GZIP, 0, "\u001f\u008b"),
          new Signature(BZIP2, 0, "BZh"),
          new Signature(XZ, 0, "\u00fd7zXZ\0"),
          new Signature(ZIP, 0, "PK\3\4"),
          new Signature(RAR, 0, "Rar!\u001a\7"),
          new Signature(SEVEN_ZIP, 0, "7z\u00bc\u00af'\u001c"),
          new Signature(FILM, 4, "ftyp"),
          new Signature(FILM, 4, "moov"),
          new Signature(FILM, 0, "\u001aE\u00df\u00a3"),
          new Signature(FILM, 8, "AVI "));

  /** What text begins with, in lower case and without the white space before it. */
  private static final List<Signature> TEXTS =
      List.of(
          new Signature(SVG, 0, "<svg"),
          new Signature(HTML, 0, "<!doctype html"),
          new Signature(HTML, 0, "<html"),
          new Signature(XML, 0, "<?xml"),
          new Signature(LFS_POINTER, 0, "version https://git-lfs"));

  private final String label;
  private final Content content;

  OtherFormat(String label, Content content) {
    this.label = label;
    this.content = content;
  }

  /**
   * What a file is that begins with these bytes.
   *
   * @param start at least the first {@value ImageFormat#SNIFFED_BYTES} bytes, or all there are
   * @return empty if it is none of these
   */
  public static Optional<OtherFormat> sniff(byte[] start) {
    Magic magic = new Magic(start);
    return SIGNATURES.stream()
        .filter(signature -> magic.at(signature.offset(), signature.bytes()))
        .findFirst()
        .or(() -> TEXTS.stream().filter(text -> magic.text(text.bytes())).findFirst())
        .map(Signature::format);
  }

  /** Its name in a sentence, such as "HEIC" or "a film". */
  public String label() {
    return label;
  }

  /** Whether it shows a picture, so that it can be converted. */
  public boolean isImage() {
    return content == Content.IMAGE;
  }

  /** Why a file of this kind is not read, with "it" for the file. */
  public String refusal() {
    return switch (content) {
      case IMAGE -> "it is %s, which is not supported: convert it to JPEG or PNG".formatted(label);
      case PACKED -> "it is packed (%s): unpack it".formatted(label);
      case OTHER -> "it is %s, not an image".formatted(label);
    };
  }
}
