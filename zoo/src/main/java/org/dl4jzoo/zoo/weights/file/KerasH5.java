package org.dl4jzoo.zoo.weights.file;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes weight files that Keras's {@code load_weights} reads. */
public final class KerasH5 {

  static final String LAYER_NAMES = "layer_names";
  static final String WEIGHT_NAMES = "weight_names";

  /**
   * As Keras has it: an attribute lies in an object's header, whose size HDF5 counts in 16 bits.
   */
  private static final int LARGEST_ATTRIBUTE = 64512;

  private KerasH5() {}

  /**
   * Writes a file, in place of one that is there.
   *
   * @param layers in the order in which Keras numbers them
   * @throws IOException if the file can't be written
   */
  public static void write(Path file, List<KerasLayer> layers) throws IOException {
    // jHDF writes into a file that is there, and would leave the end of a longer one.
    Files.deleteIfExists(file);
    try (WritableHdfFile h5 = HdfFile.write(file)) {
      fill(h5, layers);
    } catch (HdfException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void fill(WritableHdfFile h5, List<KerasLayer> layers) {
    h5.putAttribute("backend", "tensorflow");
    h5.putAttribute("keras_version", "2.15.0");
    putNames(h5, LAYER_NAMES, layers.stream().map(KerasLayer::name).toList());
    Map<String, WritableGroup> groups = new HashMap<>();
    for (KerasLayer layer : layers) {
      WritableGroup group = group(h5, groups, layer.name());
      putNames(group, WEIGHT_NAMES, layer.weights().keySet());
      layer.weights().forEach((name, tensor) -> put(h5, groups, layer.name() + "/" + name, tensor));
    }
  }

  private static void put(
      WritableHdfFile h5, Map<String, WritableGroup> groups, String path, FloatTensor tensor) {
    int slash = path.lastIndexOf('/');
    group(h5, groups, path.substring(0, slash))
        .putDataset(path.substring(slash + 1), nested(tensor));
  }

  /** The group of a path, made with all that it lies in. */
  private static WritableGroup group(
      WritableHdfFile h5, Map<String, WritableGroup> groups, String path) {
    WritableGroup known = groups.get(path);
    if (known != null) {
      return known;
    }
    int slash = path.lastIndexOf('/');
    WritableGroup parent = slash < 0 ? h5 : group(h5, groups, path.substring(0, slash));
    WritableGroup made = parent.putGroup(path.substring(slash + 1));
    groups.put(path, made);
    return made;
  }

  /** Keras's attribute of names, in numbered pieces where there are too many for one. */
  private static void putNames(WritableGroup group, String attribute, Collection<String> names) {
    if (names.isEmpty()) {
      return;
    }
    int longest =
        names.stream().mapToInt(n -> n.getBytes(StandardCharsets.UTF_8).length).max().orElseThrow();
    int most = LARGEST_ATTRIBUTE / (longest + 1);
    List<String> all = new ArrayList<>(names);
    if (all.size() <= most) {
      group.putAttribute(attribute, all.toArray(String[]::new));
      return;
    }
    for (int piece = 0; piece * most < all.size(); piece++) {
      List<String> part = all.subList(piece * most, Math.min(all.size(), (piece + 1) * most));
      group.putAttribute(attribute + piece, part.toArray(String[]::new));
    }
  }

  /** jHDF takes arrays of arrays. */
  private static Object nested(FloatTensor tensor) {
    if (tensor.shape().isEmpty()) {
      return tensor.values()[0];
    }
    int[] shape = tensor.shape().stream().mapToInt(Math::toIntExact).toArray();
    Object nested = Array.newInstance(float.class, shape);
    fill(nested, shape, 0, tensor.values(), 0);
    return nested;
  }

  private static int fill(Object into, int[] shape, int dimension, float[] values, int from) {
    if (dimension == shape.length - 1) {
      System.arraycopy(values, from, into, 0, shape[dimension]);
      return from + shape[dimension];
    }
    int next = from;
    for (int i = 0; i < shape[dimension]; i++) {
      next = fill(Array.get(into, i), shape, dimension + 1, values, next);
    }
    return next;
  }
}
