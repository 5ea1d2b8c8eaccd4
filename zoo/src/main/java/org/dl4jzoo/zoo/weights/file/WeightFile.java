package org.dl4jzoo.zoo.weights.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A file of named tensors, open for reading. What a file says about itself is checked when it is
 * opened, the values are read one tensor at a time. Not for several threads at once.
 */
public interface WeightFile extends AutoCloseable {

  /**
   * Opens a file; its format is recognised by its content, whatever its name.
   *
   * @throws InvalidWeightsException if it can't be read or is damaged; names the file
   */
  static WeightFile open(Path file) {
    return FileFormat.open(file);
  }

  /** Which format it has: {@code safetensors}, {@code torch} or {@code keras-h5}. */
  String format();

  /** Its tensors by name, in the file's order; of Keras's files in the order of the layers. */
  Map<String, StoredTensor> tensors();

  /** The texts that a safetensors file has besides its tensors; empty for the other formats. */
  Map<String, String> metadata();

  /**
   * What was chosen or left out on opening, as sentences for the user that name the file; none
   * where the tensors are all that it has.
   */
  default List<String> notes() {
    return List.of();
  }

  /**
   * The values of a tensor as float32, the last dimension changing fastest.
   *
   * @throws InvalidWeightsException if the file has no such tensor, it holds no floating-point
   *     numbers, or can't be read
   */
  float[] read(String name);

  /**
   * The hash of the whole file, in lower-case hexadecimal. Each is computed once.
   *
   * @param algorithm as {@link java.security.MessageDigest} names it
   * @throws InvalidWeightsException if the file can't be read
   */
  String hash(String algorithm);

  /**
   * The error for a file that isn't as it should be: a sentence as for {@link String#format},
   * followed by the file. Strings among the values may come from the file: characters that a
   * terminal would act on are replaced.
   */
  InvalidWeightsException invalid(String sentence, Object... values);

  /** A sentence about the file for the user, made as that of {@link #invalid}. */
  default String note(String sentence, Object... values) {
    return invalid(sentence, values).getMessage();
  }

  @Override
  void close();
}
