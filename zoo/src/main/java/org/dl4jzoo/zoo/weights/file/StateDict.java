package org.dl4jzoo.zoo.weights.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of a saved object: those of the object itself, or of a dict in it.
 *
 * @param tensors the weights by name
 * @param path the keys that lead to them, with dots; empty where they are the object itself
 * @param beside what else the dicts with these keys have
 */
record StateDict(Map<String, TorchTensor> tensors, String path, List<String> beside) {

  /**
   * Under these keys checkpoints keep the weights. Averaged ones come last: they are a second copy,
   * beside those that others load from such a file.
   */
  private static final List<String> KEYS =
      List.of(
          "state_dict",
          "model_state_dict",
          "model_state",
          "model",
          "net",
          "network",
          "module",
          "weights",
          "params",
          "state_dict_ema",
          "ema_state_dict",
          "model_ema",
          "ema");

  /** As in {@code {"model": {"state_dict": …}}}. */
  private static final int DEEPEST = 2;

  /** The names of more aren't told. */
  private static final int MOST_TOLD = 8;

  /**
   * Finds the weights of an object.
   *
   * @throws InvalidWeightsException if it has none, or is more than a dict
   */
  static StateDict of(FileBytes file, Object root) {
    StateDict found = root instanceof PickledDict dict ? find(dict, DEEPEST) : null;
    if (found != null) {
      return found;
    }
    Opaque model = wholeModel(root);
    if (model != null) {
      throw TorchObjects.refused(file, model.name());
    }
    throw file.invalid(
        "the file must hold a dict of tensors, or have one under a key of %s; it doesn't", KEYS);
  }

  /** A sentence that says where the weights are; null where that goes without saying. */
  String note(FileBytes file) {
    if (path.isEmpty()) {
      return null;
    }
    String told = String.join(", ", beside.subList(0, Math.min(MOST_TOLD, beside.size())));
    return file.sentence(
        beside.isEmpty()
            ? "the weights are those under the key %s"
            : "the weights are those under the key %s; left out are %s",
        path,
        beside.size() <= MOST_TOLD
            ? told
            : told + " and %d more".formatted(beside.size() - MOST_TOLD));
  }

  /** Single numbers, such as the best accuracy, are often tensors too, and lie outside. */
  private static StateDict find(PickledDict dict, int depth) {
    for (String key : KEYS) {
      StateDict found = depth > 0 ? under(dict, key, depth) : null;
      if (found != null) {
        return found;
      }
    }
    StateDict most = new StateDict(tensors(dict), "", List.of());
    for (Object key : dict.entries().keySet()) {
      boolean unknown = depth == DEEPEST && key instanceof String;
      StateDict found = unknown ? flat(dict, (String) key) : null;
      if (found != null && found.tensors().size() > most.tensors().size()) {
        most = found;
      }
    }
    return most.tensors().isEmpty() ? null : most;
  }

  private static StateDict under(PickledDict dict, String key, int depth) {
    StateDict inner =
        dict.entries().get(key) instanceof PickledDict nested ? find(nested, depth - 1) : null;
    if (inner == null) {
      return null;
    }
    List<String> beside = new ArrayList<>(inner.beside());
    beside.addAll(others(dict, key));
    String path = inner.path().isEmpty() ? key : key + "." + inner.path();
    return new StateDict(inner.tensors(), path, beside);
  }

  /** The tensors of a dict whose key nobody is known to use. */
  private static StateDict flat(PickledDict dict, String key) {
    return dict.entries().get(key) instanceof PickledDict nested
        ? new StateDict(tensors(nested), key, others(dict, key))
        : null;
  }

  private static List<String> others(PickledDict dict, String key) {
    List<String> others = new ArrayList<>();
    for (Object other : dict.entries().keySet()) {
      if (other instanceof String name && !name.equals(key)) {
        others.add(name);
      }
    }
    return others;
  }

  private static Map<String, TorchTensor> tensors(PickledDict dict) {
    Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    dict.entries()
        .forEach(
            (key, value) -> {
              if (key instanceof String name && value instanceof TorchTensor tensor) {
                tensors.put(name, tensor);
              }
            });
    return tensors;
  }

  /** An object that was saved whole, or under a key of weights; null if there is none. */
  private static Opaque wholeModel(Object root) {
    if (root instanceof Opaque model) {
      return model;
    }
    if (root instanceof PickledDict dict) {
      for (String key : KEYS) {
        if (dict.entries().get(key) instanceof Opaque model) {
          return model;
        }
      }
    }
    return null;
  }
}
