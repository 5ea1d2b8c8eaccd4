package org.dl4jzoo.zoo.weights;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import org.dl4jzoo.zoo.weights.file.ElementType;
import org.dl4jzoo.zoo.weights.file.InvalidWeightsException;
import org.dl4jzoo.zoo.weights.file.StoredTensor;
import org.dl4jzoo.zoo.weights.file.WeightFile;

/**
 * A weight file whose values follow from the names of its tensors, so that no file needs to be
 * kept; scripts/make_network_fixtures.py has the same formula.
 */
final class FormulaFile implements WeightFile {

  /**
   * A tensor.
   *
   * @param name what its values follow from, whatever it is called in the file
   * @param low least value
   * @param high what every value is below
   */
  record Values(String name, List<Long> shape, double low, double high) {}

  private final Map<String, Values> values;
  private final String format;

  FormulaFile(Map<String, Values> values) {
    this(values, "formula");
  }

  private FormulaFile(Map<String, Values> values, String format) {
    this.values = new LinkedHashMap<>(values);
    this.format = format;
  }

  /** The same as a file of another format. */
  FormulaFile in(String newFormat) {
    return new FormulaFile(values, newFormat);
  }

  /** The same values under other names. */
  FormulaFile renamed(UnaryOperator<String> newName) {
    Map<String, Values> renamed = new LinkedHashMap<>();
    values.forEach((name, tensor) -> renamed.put(newName.apply(name), tensor));
    return new FormulaFile(renamed);
  }

  /** The same with one tensor more, or another one in its place. */
  FormulaFile with(String name, Long... shape) {
    Map<String, Values> more = new LinkedHashMap<>(values);
    more.put(name, new Values(name, List.of(shape), -1, 1));
    return new FormulaFile(more);
  }

  /** The same without the tensors of names that begin so. */
  FormulaFile without(String prefix) {
    Map<String, Values> fewer = new LinkedHashMap<>(values);
    fewer.keySet().removeIf(name -> name.startsWith(prefix));
    return new FormulaFile(fewer);
  }

  /** The formula. */
  static float[] values(Values tensor) {
    CRC32 crc = new CRC32();
    crc.update(tensor.name().getBytes(StandardCharsets.UTF_8));
    int seed = (int) crc.getValue();
    int count = tensor.shape().stream().mapToInt(Math::toIntExact).reduce(1, Math::multiplyExact);
    float[] all = new float[count];
    for (int i = 0; i < count; i++) {
      double unit = Integer.toUnsignedLong(mixed(i * 0x9E3779B9 + seed)) / 0x1p32;
      all[i] = (float) (tensor.low() + unit * (tensor.high() - tensor.low()));
    }
    return all;
  }

  /** The finaliser of MurmurHash3. */
  private static int mixed(int bits) {
    int h = bits;
    h ^= h >>> 16;
    h *= 0x85EBCA6B;
    h ^= h >>> 13;
    h *= 0xC2B2AE35;
    return h ^ h >>> 16;
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public Map<String, StoredTensor> tensors() {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    values.forEach(
        (name, tensor) -> {
          ElementType type = tensor.shape().isEmpty() ? ElementType.I64 : ElementType.F32;
          tensors.put(name, new StoredTensor(name, type, tensor.shape()));
        });
    return tensors;
  }

  @Override
  public Map<String, String> metadata() {
    return Map.of();
  }

  @Override
  public float[] read(String name) {
    return values(values.get(name));
  }

  @Override
  public String hash(String algorithm) {
    throw new UnsupportedOperationException("there are no bytes to hash");
  }

  @Override
  public InvalidWeightsException invalid(String sentence, Object... arguments) {
    return new InvalidWeightsException(String.format(Locale.ROOT, sentence, arguments) + " (FILE)");
  }

  @Override
  public void close() {}
}
