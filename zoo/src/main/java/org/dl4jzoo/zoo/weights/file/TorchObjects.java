package org.dl4jzoo.zoo.weights.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a PyTorch pickle may make besides Python's containers: storages, tensors on them,
 * parameters, ordered dicts. Whatever another class or function would make is {@link Opaque}: what
 * beside the weights a training has saved. One that runs programs is refused by its name.
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
          Map.entry("torch._utils._rebuild_parameter_with_state", Callable.PARAMETER),
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

  /** No training saves functions of these: a file that names one wants to harm. */
  private static final Set<String> RUNNING_MODULES =
      Set.of(
          "os",
          "posix",
          "nt",
          "subprocess",
          "sys",
          "shutil",
          "socket",
          "pty",
          "runpy",
          "code",
          "ctypes",
          "importlib",
          "webbrowser");

  /** The same of Python's own functions. */
  private static final Set<String> RUNNING_BUILTINS =
      Set.of(
          "eval",
          "exec",
          "execfile",
          "compile",
          "open",
          "input",
          "__import__",
          "getattr",
          "setattr",
          "delattr",
          "apply",
          "breakpoint",
          "globals",
          "locals",
          "vars");

  private final FileBytes file;
  private final Map<String, TorchStorage> storages = new HashMap<>();

  TorchObjects(FileBytes file) {
    this.file = file;
  }

  /** The storages that tensors were made on, by key. */
  Map<String, TorchStorage> storages() {
    return storages;
  }

  /** A class or function by its name; an {@link Opaque} unless it is one of the few known. */
  Object global(String module, String name) {
    boolean builtin = module.equals("builtins") || module.equals("__builtin__");
    if (RUNNING_MODULES.contains(module) || (builtin && RUNNING_BUILTINS.contains(name))) {
      throw refused(file, module + "." + name);
    }
    String full = module + "." + name;
    Object known = GLOBALS.get(full);
    return known == null ? new Opaque(full) : known;
  }

  /** The error for a file that wants more than to hold tensors. */
  static InvalidWeightsException refused(FileBytes file, String name) {
    return file.invalid(
        "only tensors in dicts are read, as torch.save(model.state_dict(), …) writes them; the"
            + " pickle asks for %s, which was not executed",
        name);
  }

  /** What a class or function gives for a tuple of arguments. */
  Object call(Object callable, Object arguments) {
    List<?> args = list(arguments, "arguments");
    if (callable instanceof Opaque unknown) {
      return new Opaque(unknown.name());
    }
    if (callable == Callable.ORDERED_DICT) {
      return orderedDict(args);
    }
    if (callable == Callable.TENSOR) {
      return !args.isEmpty() && args.get(0) instanceof Opaque storage ? storage : tensor(args);
    }
    if (callable == Callable.PARAMETER && !args.isEmpty() && isTensor(args.get(0))) {
      return args.get(0);
    }
    throw file.invalid("the pickle makes an object of something that can't make one");
  }

  /** Whether it is a tensor, which may be one of a type of which nothing is known. */
  private static boolean isTensor(Object value) {
    return value instanceof TorchTensor || value instanceof Opaque;
  }

  /** Ordered dicts have a state, which says with which versions of the layers they were made. */
  void setState(Object object, Object state) {
    boolean ofDict = object instanceof PickledDict && state instanceof PickledDict;
    if (!ofDict && !(object instanceof Opaque)) {
      throw file.invalid("the pickle sets the state of an object that has none");
    }
  }

  /** The array that a persistent id of torch.save stands for. */
  Object persistent(Object id) {
    List<?> parts = list(id, "persistent id");
    if (parts.size() > 1 && parts.get(1) instanceof Opaque unknownType) {
      return unknownType;
    }
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
