package org.dl4jzoo.data.image;

import java.nio.charset.StandardCharsets;

/** The formats that are read, told apart by content: a file's suffix is often wrong. */
public enum ImageFormat {
  JPEG,
  PNG,
  GIF,
  BMP;

  /** The format of a file, by its first bytes. */
  static ImageFormat of(byte[] file) throws DamagedImageException {
    if (file.length == 0) {
      throw new DamagedImageException("it has no bytes");
    }
    if (startsWith(file, "\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (startsWith(file, "\u0089PNG\r\n\u001a\n")) {
      return PNG;
    }
    if (startsWith(file, "GIF87a") || startsWith(file, "GIF89a")) {
      return GIF;
    }
    if (startsWith(file, "BM")) {
      return BMP;
    }
    throw new DamagedImageException("its contents are not JPEG, PNG, GIF or BMP");
  }

  private static boolean startsWith(byte[] file, String latin1) {
    byte[] magic = latin1.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < magic.length; i++) {
      if (i >= file.length || file[i] != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
