package org.dl4jzoo.zoo.weights.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;

/** Recognises a file's format by its first bytes. */
final class FileFormat {

  private static final int LOOKED_AT = 16;

  private FileFormat() {}

  static WeightFile open(Path path) {
    FileBytes file = FileBytes.open(path);
    try {
      return open(file);
    } catch (IOException e) {
      file.close();
      throw file.unreadable(e);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static WeightFile open(FileBytes file) throws IOException {
    int length = (int) Math.min(LOOKED_AT, file.size());
    String start = HexFormat.of().formatHex(file.bytes(0, length));
    if (start.startsWith("7b", 2 * SafetensorsHeader.LENGTH_BYTES)) {
      return SafetensorsFile.open(file);
    }
    throw file.invalid(
        "weights must be a safetensors file, a .pth of PyTorch or an .h5 of Keras; got a file of"
            + " %d bytes that begins with %s",
        file.size(), start);
  }
}
