package org.dl4jzoo.zoo.weights.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.ZipFile;

/** Recognises a file's format by its first bytes. */
final class FileFormat {

  private static final int LOOKED_AT = 16;
  private static final String HDF5 = "894844460d0a1a0a";
  private static final String ZIP = "504b0304";

  /** Protocol 2 of pickle and an integer of ten bytes, the magic number. */
  private static final String TORCH_STREAM = "80028a0a";

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
    byte[] first = file.bytes(0, (int) Math.min(LOOKED_AT, file.size()));
    String start = HexFormat.of().formatHex(first);
    if (start.startsWith("7b", 2 * SafetensorsHeader.LENGTH_BYTES)) {
      return SafetensorsFile.open(file);
    }
    if (start.startsWith(ZIP)) {
      return openZip(file);
    }
    if (start.startsWith(TORCH_STREAM)) {
      return TorchFile.open(file, TorchStream.open(file));
    }
    if (start.startsWith(HDF5)) {
      return KerasFile.open(file);
    }
    String other = ForeignFormat.of(file, first);
    if (other != null) {
      throw file.invalid("%s", other);
    }
    throw file.invalid(
        "weights must be a safetensors file, a .pth of PyTorch or an .h5 of Keras; got %d bytes that"
            + " begin with %s",
        file.size(), isText(first) ? new String(first, StandardCharsets.US_ASCII) : "0x" + start);
  }

  private static WeightFile openZip(FileBytes file) throws IOException {
    ZipFile zip = TorchZip.openZip(file);
    if (!KerasArchive.isOne(zip)) {
      return TorchFile.open(file, TorchZip.open(file, zip));
    }
    zip.close();
    return KerasFile.open(KerasArchive.weights(file));
  }

  /** A download that failed is often a page of text; the error shows how it begins. */
  private static boolean isText(byte[] bytes) {
    for (byte b : bytes) {
      boolean text = b >= ' ' || b == '\n' || b == '\r' || b == '\t';
      if (!text) {
        return false;
      }
    }
    return true;
  }
}
