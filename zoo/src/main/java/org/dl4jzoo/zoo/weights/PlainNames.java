package org.dl4jzoo.zoo.weights;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names of a file's tensors as the library would give them to the network alone, whatever
 * version wrote the file and whatever the network was a part of.
 *
 * @param byPlain the names in the file by their plain names
 * @param prefix what the names of the network's tensors begin with in the file; may be empty
 */
record PlainNames(Map<String, String> byPlain, String prefix) {

  PlainNames {
    byPlain = Collections.unmodifiableMap(new LinkedHashMap<>(byPlain));
  }

  /** Names that are plain already. */
  static PlainNames same(Collection<String> inFile) {
    Map<String, String> plain = new LinkedHashMap<>();
    inFile.forEach(name -> plain.put(name, name));
    return new PlainNames(plain, "");
  }

  /**
   * Leaves out what is before the names of a network that is a part of another module, as in {@code
   * module.} or {@code model.backbone.}. Names that don't begin so stay as they are.
   *
   * @param first the plain name of a tensor that every file of the network has
   */
  static PlainNames withoutPrefix(Collection<String> inFile, String first) {
    String prefix = prefix(inFile, first);
    Map<String, String> plain = new LinkedHashMap<>();
    for (String name : inFile) {
      String stripped = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
      plain.put(plain.containsKey(stripped) ? name : stripped, name);
    }
    return new PlainNames(plain, prefix);
  }

  /** The longest of those that most names of the file have; none where few have one. */
  private static String prefix(Collection<String> inFile, String first) {
    String best = "";
    long most = inFile.contains(first) ? inFile.size() : inFile.size() / 2;
    for (String name : inFile) {
      if (name.endsWith("." + first)) {
        String prefix = name.substring(0, name.length() - first.length());
        long count = inFile.stream().filter(other -> other.startsWith(prefix)).count();
        if (count > most) {
          best = prefix;
          most = count;
        }
      }
    }
    return best;
  }
}
