package org.dl4jzoo.zoo.weights.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** A {@code .keras} file: a zip file that has, uncompressed, a model's {@code .weights.h5}. */
final class KerasArchive {

  private static final String WEIGHTS = "model.weights.h5";

  private KerasArchive() {}

  /** Whether a zip file is one. */
  static boolean isOne(java.util.zip.ZipFile zip) {
    return zip.getEntry(WEIGHTS) != null;
  }

  /**
   * The part of a file that is its weights. The JDK doesn't tell where an entry is.
   *
   * @throws IOException if it is damaged
   */
  static FileBytes weights(FileBytes file) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(file.path()).get()) {
      ZipArchiveEntry entry = zip.getEntry(WEIGHTS);
      if (entry == null
          || entry.getMethod() != ZipEntry.STORED
          || entry.getSize() != entry.getCompressedSize()) {
        throw file.invalid(
            "the entry %s of a .keras file must be stored without compression, as Keras does",
            WEIGHTS);
      }
      FileBytes weights = file.part(entry.getDataOffset(), entry.getSize());
      checkSum(weights, entry.getCrc());
      return weights;
    } catch (InvalidWeightsException e) {
      throw e;
    } catch (RuntimeException damaged) {
      throw file.invalid("the zip file is damaged: %s", String.valueOf(damaged.getMessage()));
    }
  }

  private static void checkSum(FileBytes weights, long expected) throws IOException {
    CRC32 sum = new CRC32();
    try (InputStream in = new CheckedInputStream(weights.stream(0, weights.size()), sum)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    if (sum.getValue() != expected) {
      throw weights.invalid("the entry %s is damaged: its checksum is wrong", WEIGHTS);
    }
  }
}
