package org.dl4jzoo.zoo.weights.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a PyTorch pickle may make besides Python's containers: storages, tensors on them,
 * parameters, ordered dicts. Every other class or function is refused by its name.
 */
final class TorchObjects {

  private static final int MOST_DIMENSIONS = 16;

  /** The functions and classes that may be called. */
  private enum Callable {
    ORDERED_DICT,
    TENSOR,
    PARAMETER
  }

  private static final Map<String, Object> GLOBALS =
      Map.ofEntries(
          Map.entry("collections.OrderedDict", Callable.ORDERED_DICT),
          Map.entry("torch._utils._rebuild_tensor", Callable.TENSOR),
          Map.entry("torch._utils._rebuild_tensor_v2", Callable.TENSOR),
          Map.entry("torch._utils._rebuild_parameter", Callable.PARAMETER),
          Map.entry("torch.DoubleStorage", ElementType.F64),
          Map.entry("torch.FloatStorage", ElementType.F32),
          Map.entry("torch.HalfStorage", ElementType.F16),
          Map.entry("torch.BFloat16Storage", ElementType.BF16),
          Map.entry("torch.LongStorage", ElementType.I64),
          Map.entry("torch.IntStorage", ElementType.I32),
          Map.entry("torch.ShortStorage", ElementType.I16),
          Map.entry("torch.CharStorage", ElementType.I8),
          Map.entry("torch.ByteStorage", ElementType.U8),
          Map.entry("torch.BoolStorage", ElementType.BOOL));

  private final FileBytes file;
  private final Map<String, TorchStorage> storages = new HashMap<>();

  TorchObjects(FileBytes file) {
    this.file = file;
  }

  /** The storages that tensors were made on, by key. */
  Map<String, TorchStorage> storages() {
    return storages;
  }

  /** A class or function by its name, if it is one of the few that are allowed. */
  Object global(String module, String name) {
    Object allowed = GLOBALS.get(module + "." + name);
    if (allowed == null) {
      throw file.invalid(
          "only tensors in dicts are read, as torch.save(model.state_dict(), …) writes them; the"
              + " pickle asks for %s, which was not executed",
          module + "." + name);
    }
    return allowed;
  }

  /** What a class or function gives for a tuple of arguments. */
  Object call(Object callable, Object arguments) {
    List<?> args = list(arguments, "arguments");
    if (callable == Callable.ORDERED_DICT) {
      return orderedDict(args);
    }
    if (callable == Callable.TENSOR) {
      return tensor(args);
    }
    if (callable == Callable.PARAMETER && !args.isEmpty() && args.get(0) instanceof TorchTensor t) {
      return t;
    }
    throw file.invalid("the pickle makes an object of something that can't make one");
  }

  /** Ordered dicts have a state, which says with which versions of the layers they were made. */
  void setState(Object object, Object state) {
    if (!(object instanceof PickledDict && state instanceof PickledDict)) {
      throw file.invalid("the pickle sets the state of an object that has none");
    }
  }

  /** The array that a persistent id of torch.save stands for. */
  Object persistent(Object id) {
    List<?> parts = list(id, "persistent id");
    boolean known =
        parts.size() >= 5
            && "storage".equals(parts.get(0))
            && parts.get(1) instanceof ElementType
            && parts.get(2) instanceof String
            && parts.get(4) instanceof Long;
    boolean whole = parts.size() == 5 || (parts.size() == 6 && parts.get(5) == Unpickler.NONE);
    if (!known || !whole) {
      throw file.invalid("the pickle refers to data in a way that torch.save doesn't");
    }
    TorchStorage storage =
        new TorchStorage(
            (String) parts.get(2), (ElementType) parts.get(1), natural(parts.get(4), "size"));
    TorchStorage same = storages.putIfAbsent(storage.key(), storage);
    if (same != null && !same.equals(storage)) {
      throw file.invalid(
          "storage %s is said to have %d elements of type %s, and %d of type %s",
          storage.key(), same.elements(), same.type(), storage.elements(), storage.type());
    }
    return storage;
  }

  /** Python 2 gives an ordered dict its items as a list of pairs. */
  private PickledDict orderedDict(List<?> args) {
    PickledDict dict = new PickledDict(file);
    if (!args.isEmpty()) {
      for (Object item : list(args.get(0), "items of a dict")) {
        dict.putAll(new ArrayList<>(list(item, "item of a dict")));
      }
    }
    return dict;
  }

  /** Arguments: storage, offset, shape, strides; others don't matter for the values. */
  private TorchTensor tensor(List<?> args) {
    if (args.size() < 4 || !(args.get(0) instanceof TorchStorage storage)) {
      throw file.invalid("a tensor must have a storage, an offset, a shape and strides");
    }
    List<Long> shape = naturals(args.get(2), "shape");
    List<Long> strides = naturals(args.get(3), "strides");
    long offset = natural(args.get(1), "offset");
    boolean sane = shape.size() == strides.size();
    long elements = TensorSizes.elements(file, "on storage " + storage.key(), shape);
    if (!sane || elements > storage.elements() || !lies(storage, offset, shape, strides)) {
      throw file.invalid(
          "a tensor of shape %s with strides %s at %d must lie within its storage of %d elements"
              + " and not repeat any",
          shape, strides, offset, storage.elements());
    }
    return new TorchTensor(storage, offset, shape, strides);
  }

  private static boolean lies(
      TorchStorage storage, long offset, List<Long> shape, List<Long> strides) {
    if (shape.contains(0L)) {
      return offset <= storage.elements();
    }
    long last = offset;
    for (int i = 0; i < shape.size(); i++) {
      long steps = shape.get(i) - 1;
      long stride = strides.get(i);
      if (Math.multiplyHigh(steps, stride) != 0 || steps * stride < 0) {
        return false;
      }
      last += steps * stride;
      if (last < 0 || last >= storage.elements()) {
        return false;
      }
    }
    return last < storage.elements();
  }

  private List<Long> naturals(Object value, String what) {
    List<?> numbers = list(value, what);
    if (numbers.size() > MOST_DIMENSIONS) {
      throw file.invalid("a tensor must have at most %d dimensions", MOST_DIMENSIONS);
    }
    return numbers.stream().map(number -> natural(number, what)).toList();
  }

  private long natural(Object value, String what) {
    if (value instanceof Long number && number >= 0) {
      return number;
    }
    throw file.invalid("the %s of a tensor must be integers from 0 on", what);
  }

  private List<?> list(Object value, String what) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw file.invalid("the pickle's %s must be a tuple", what);
  }
}
