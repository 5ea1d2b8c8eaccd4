package org.dl4jzoo.zoo.weights.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Files that people take for weights of ours, known by their first bytes. */
final class ForeignFormat {

  /** Of protobuf's messages: a number of field 1, then a text of field 2. */
  private static final int FIRST_NUMBER = 0x08;

  private static final int SECOND_BYTES = 0x12;

  /** ONNX has had fewer versions. */
  private static final int LAST_VERSION = 0x20;

  private ForeignFormat() {}

  /** A sentence that names the file's format and says what helps; null if it isn't known. */
  static String of(FileBytes file, byte[] first) {
    String text = new String(first, StandardCharsets.ISO_8859_1);
    String name = String.valueOf(file.path().getFileName()).toLowerCase(Locale.ROOT);
    if (isOnnx(first, name)) {
      return "the file is an ONNX model, which isn't read; save the weights of the network it was"
          + " exported from, in PyTorch with torch.save(model.state_dict(), …)";
    }
    if (name.endsWith(".pb")) {
      return "the file is a graph of TensorFlow, which isn't read; save its weights with"
          + " model.save_weights('NAME.weights.h5')";
    }
    if (text.startsWith("TFL3", 4)) {
      return "the file is a TensorFlow Lite model, which isn't read; save the weights of the network"
          + " it was converted from";
    }
    if (text.startsWith("version https://")) {
      return "the file is a pointer of Git LFS and not the weights; git lfs pull fetches them";
    }
    return null;
  }

  /** What made the model follows its version, as pytorch, or anything else of a file called so. */
  private static boolean isOnnx(byte[] first, String name) {
    boolean message =
        first.length > 4
            && first[0] == FIRST_NUMBER
            && first[1] > 0
            && first[1] <= LAST_VERSION
            && !name.endsWith(".pb");
    return message && (name.endsWith(".onnx") || (first[2] == SECOND_BYTES && isWord(first)));
  }

  private static boolean isWord(byte[] first) {
    int end = Math.min(first.length, 4 + first[3]);
    byte[] word = Arrays.copyOfRange(first, 4, Math.max(4, end));
    return word.length > 0 && new String(word, StandardCharsets.ISO_8859_1).matches("[\\w.-]+");
  }
}
