package org.dl4jzoo.zoo.weights.file;

import io.jhdf.ObjectHeader;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The HDF5 data sets that hold the weights of a Keras file. An {@code .h5} file's attribute {@code
 * layer_names} lists the layers, the attribute {@code weight_names} of each layer's group its data
 * sets; a {@code .weights.h5} has groups that tell all by where they are. Throws unchecked
 * exceptions of all kinds if the file is damaged.
 */
final class KerasDatasets {

  /** The group that {@code model.save} puts the weights in. */
  private static final String MODEL_WEIGHTS = "model_weights";

  private final FileBytes file;
  private final HdfTree tree;
  private final HdfStrings strings;

  KerasDatasets(FileBytes file) throws IOException {
    this.file = file;
    HdfStorage storage = new HdfStorage(file);
    this.tree = new HdfTree(storage);
    this.strings = new HdfStrings(storage);
  }

  /**
   * A data set.
   *
   * @param tensor its name is {@code LAYER/WEIGHT}
   * @param order of the bytes of its elements
   * @param address its first byte in the file, if it lies in one piece
   * @param pieces what describes them otherwise; null if it lies in one
   */
  record Dataset(StoredTensor tensor, ByteOrder order, long address, ObjectHeader pieces) {}

  /** All tensors by name, in the order of the layers where the file has one. */
  Map<String, Dataset> byName() {
    Optional<ObjectHeader> listed = listed();
    if (listed.isPresent()) {
      return byLists(listed.get());
    }
    Map<String, Dataset> datasets = new LinkedHashMap<>();
    KerasVars.in(tree, strings).forEach((name, set) -> datasets.put(name, dataset(name, set)));
    if (datasets.isEmpty()) {
      throw file.invalid(
          "weights of Keras must have the attribute layer_names, as an .h5 file has it, or the group"
              + " layers of a .weights.h5 file; this HDF5 file has neither");
    }
    return datasets;
  }

  private Map<String, Dataset> byLists(ObjectHeader weights) {
    Map<String, Dataset> datasets = new LinkedHashMap<>();
    for (String layer : names(weights, KerasH5.LAYER_NAMES).orElseThrow()) {
      ObjectHeader group = tree.find(weights, layer);
      if (group == null) {
        throw file.invalid("layer %s is listed, but there is no group of its name", layer);
      }
      for (String weight : names(group, KerasH5.WEIGHT_NAMES).orElse(List.of())) {
        String name = layer + "/" + weight;
        ObjectHeader stored = tree.find(group, weight);
        if (stored == null) {
          throw file.invalid("weight %s is listed, but there is no data set of its name", name);
        }
        if (datasets.put(name, dataset(name, stored)) != null) {
          throw file.invalid("weight %s is listed twice", name);
        }
      }
    }
    return datasets;
  }

  /** The group whose attribute lists the layers. */
  private Optional<ObjectHeader> listed() {
    ObjectHeader root = tree.root();
    return Stream.of(Optional.of(root), Optional.ofNullable(tree.find(root, MODEL_WEIGHTS)))
        .flatMap(Optional::stream)
        .filter(group -> names(group, KerasH5.LAYER_NAMES).isPresent())
        .findFirst();
  }

  /** Keras splits names that are too many for one attribute into several, which it numbers. */
  private Optional<List<String>> names(ObjectHeader object, String attribute) {
    Optional<List<String>> whole = strings.read(object, attribute);
    if (whole.isPresent()) {
      return whole;
    }
    List<String> names = new ArrayList<>();
    for (int piece = 0; ; piece++) {
      Optional<List<String>> part = strings.read(object, attribute + piece);
      if (part.isEmpty()) {
        return piece == 0 ? Optional.empty() : Optional.of(names);
      }
      names.addAll(part.get());
    }
  }

  private Dataset dataset(String name, ObjectHeader stored) {
    DataType numbers = stored.getMessageOfType(DataTypeMessage.class).getDataType();
    ElementType type = type(name, numbers);
    int[] dimensions =
        stored.getMessageOfType(DataSpaceMessage.class).getDataSpace().getDimensions();
    List<Long> shape = Arrays.stream(dimensions).mapToObj(Long::valueOf).toList();
    long bytes = TensorSizes.bytes(file, name, type, shape);
    StoredTensor tensor = new StoredTensor(name, type, shape);
    ByteOrder order = ((OrderedDataType) numbers).getByteOrder();
    DataLayoutMessage layout = stored.getMessageOfType(DataLayoutMessage.class);
    if (bytes == 0) {
      return new Dataset(tensor, order, 0, null);
    }
    if (layout instanceof ContiguousDataLayoutMessage contiguous) {
      return new Dataset(tensor, order, address(name, contiguous, bytes), null);
    }
    String filter = HdfChunks.unreadFilter(stored);
    if (filter != null) {
      throw file.invalid(
          "weight %s must be stored without compression or with gzip; it is compressed by %s",
          name, filter);
    }
    return new Dataset(tensor, order, 0, stored);
  }

  private long address(String name, ContiguousDataLayoutMessage layout, long bytes) {
    long address = layout.getAddress();
    if (address < 0 || bytes > file.size() - address) {
      throw file.invalid(
          "weight %s has %d bytes at %d, but the file ends at %d",
          name, bytes, address, file.size());
    }
    return address;
  }

  private ElementType type(String name, DataType stored) {
    if (stored instanceof FloatingPoint number) {
      for (ElementType type : List.of(ElementType.F32, ElementType.F64, ElementType.F16)) {
        if (type.bytes() == number.getSize() && number.getExponentSize() == exponentBits(type)) {
          return type;
        }
      }
    }
    if (stored instanceof FixedPoint number) {
      String type = (number.isSigned() ? "I" : "U") + 8 * number.getSize();
      for (ElementType known : ElementType.values()) {
        if (known.name().equals(type)) {
          return known;
        }
      }
    }
    throw file.invalid(
        "weight %s must hold numbers of IEEE 754 or integers; its HDF5 type is %s of %d bytes",
        name, stored.getClass().getSimpleName(), stored.getSize());
  }

  private static int exponentBits(ElementType type) {
    return switch (type.bytes()) {
      case 8 -> 11;
      case 4 -> 8;
      default -> 5;
    };
  }
}
