package org.dl4jzoo.zoo.weights.file;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dict of a pickle. Its keys are texts, numbers and opaque objects: lists as keys could contain
 * themselves.
 */
final class PickledDict {

  private final FileBytes file;
  private final Map<Object, Object> entries = new LinkedHashMap<>();

  PickledDict(FileBytes file) {
    this.file = file;
  }

  Map<Object, Object> entries() {
    return entries;
  }

  /** Adds a list of keys and values in turns, replacing what has the same key. */
  PickledDict putAll(List<Object> keysAndValues) {
    if (keysAndValues.size() % 2 != 0) {
      throw file.invalid("a dict of the pickle has a key without a value");
    }
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      Object key = withoutTuple(keysAndValues.get(i));
      boolean simple =
          key instanceof String
              || key instanceof Long
              || key instanceof BigInteger
              || key instanceof Double
              || key instanceof Boolean
              || key instanceof Opaque
              || key == Unpickler.NONE;
      if (!simple) {
        throw file.invalid("the keys of a pickle's dicts must be texts or numbers");
      }
      entries.put(key, keysAndValues.get(i + 1));
    }
    return this;
  }

  /** Nobody looks for a tuple as a key, so that it need not be told from others. */
  private static Object withoutTuple(Object key) {
    boolean tuple = key instanceof List && !(key instanceof ArrayList);
    return tuple ? new Opaque("tuple") : key;
  }
}
