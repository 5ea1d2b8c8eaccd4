package org.dl4jzoo.zoo.weights.file;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the formats have in common: a list of tensors, made on opening, and checks on reading. */
abstract class TensorFile implements WeightFile {

  /** Larger ones don't fit into a Java array. */
  static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  private final FileBytes file;
  private final Map<String, StoredTensor> tensors;
  private final Map<String, String> hashes = new HashMap<>();

  TensorFile(FileBytes file, Map<String, StoredTensor> tensors) {
    this.file = file;
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  final FileBytes file() {
    return file;
  }

  /** The values of a tensor of a floating-point type, which is known to fit into an array. */
  abstract float[] values(StoredTensor tensor) throws IOException;

  @Override
  public final Map<String, StoredTensor> tensors() {
    return tensors;
  }

  @Override
  public Map<String, String> metadata() {
    return Map.of();
  }

  @Override
  public final float[] read(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw file.invalid("there is no tensor %s in the file", name);
    }
    if (!tensor.type().isFloat()) {
      throw file.invalid(
          "tensor %s must hold floating-point numbers; its type is %s", name, tensor.type());
    }
    if (tensor.elements() > MOST_ELEMENTS) {
      throw file.invalid(
          "tensor %s has %d elements; at most %d can be read",
          name, tensor.elements(), MOST_ELEMENTS);
    }
    try {
      return values(tensor);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  @Override
  public final String hash(String algorithm) {
    return hashes.computeIfAbsent(algorithm, file::hash);
  }

  @Override
  public final InvalidWeightsException invalid(String sentence, Object... values) {
    return file.invalid(sentence, values);
  }

  @Override
  public void close() {
    file.close();
  }
}
