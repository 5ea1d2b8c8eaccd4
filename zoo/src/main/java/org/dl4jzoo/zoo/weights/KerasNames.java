package org.dl4jzoo.zoo.weights;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.net.ParameterLayer;

/**
 * What Keras's versions call the weights of a network's layers. A layer of a network that is a
 * layer of another model has the outer layer's name before its own.
 */
final class KerasNames {

  /** What Keras calls a weight, now and before it had variable scopes, as in fc1/fc1_W_1:0. */
  private static final Pattern WEIGHT =
      Pattern.compile(
          "(?:.*?[/_])??(depthwise_kernel|kernel|bias|gamma|beta|moving_mean|moving_variance|W|b)"
              + "(?:_\\d+)?(?::\\d+)?");

  /** A weight by its number, as .weights.h5 files have them. */
  private static final Pattern NUMBERED = Pattern.compile("(.+)/vars/(\\d)");

  /** A layer called after its class, with its number among the layers of the class. */
  private static final Pattern OF_CLASS =
      Pattern.compile(
          "(?:(.*)/)?((?:depthwise_)?conv2d|batch_normalization|dense)(?:_(\\d{1,6}))?");

  private static final List<String> OF_NORM =
      List.of("gamma", "beta", "moving_mean", "moving_variance");
  private static final List<String> OF_OTHERS = List.of("kernel", "bias");

  private final LayerNames names;

  /** The network's layers by class, in the order of the model. */
  private final Map<String, List<String>> byClass;

  /** How many numbered weights the layers of a file have. */
  private final Map<String, Integer> weights = new HashMap<>();

  /** The model in the model that most of the network's weights are in; empty if it is the outer. */
  private final String container;

  /** Whether the file's layers have their own names, which tell more than their class. */
  private final boolean named;

  private KerasNames(Collection<String> inFile, LayerNames names) {
    this.names = names;
    this.byClass = byClass(names);
    Map<String, Integer> containers = new HashMap<>();
    for (String name : inFile) {
      Matcher numbered = NUMBERED.matcher(name);
      String path = numbered.matches() ? numbered.group(1) : beforeWeight(name);
      if (numbered.matches()) {
        weights.merge(path, 1, Integer::sum);
      }
      if (path != null) {
        containers.merge(containerOf(path), 1, Integer::sum);
      }
    }
    this.named = weights.keySet().stream().anyMatch(path -> inner(path) != null);
    this.container =
        containers.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse("");
  }

  /** Keras numbers convolutions of each kind for themselves, and fully connected layers. */
  private static Map<String, List<String>> byClass(LayerNames names) {
    Map<String, String> classes = new HashMap<>();
    names
        .byVertex()
        .forEach(
            (vertex, entry) -> {
              boolean dense = vertex.equals(ParameterLayer.CLASSIFIER) || vertex.startsWith("fc");
              boolean depthwise = vertex.endsWith("depthwise");
              classes.put(
                  entry.weights(), dense ? "dense" : depthwise ? "depthwise_conv2d" : "conv2d");
              classes.put(entry.norm(), "batch_normalization");
            });
    return names.all().stream()
        .filter(classes::containsKey)
        .collect(Collectors.groupingBy(classes::get));
  }

  /** The names in a file by those that today's Keras would give in an .h5 file. */
  static PlainNames plain(Collection<String> inFile, LayerNames names) {
    KerasNames keras = new KerasNames(inFile, names);
    Map<String, String> plain = new LinkedHashMap<>();
    for (String name : inFile) {
      String known = keras.plain(name);
      plain.put(plain.containsKey(known) ? name : known, name);
    }
    return new PlainNames(plain, keras.container);
  }

  private String plain(String name) {
    Matcher numbered = NUMBERED.matcher(name);
    if (numbered.matches()) {
      return numbered(name, numbered.group(1), Integer.parseInt(numbered.group(2)));
    }
    String path = beforeWeight(name);
    String layer = path == null ? null : inner(path);
    if (layer == null) {
      return name;
    }
    Matcher weight = WEIGHT.matcher(name.substring(path.length() + 1));
    return weight.matches() ? plain(layer, word(weight.group(1))) : name;
  }

  /** What is before the weight's own name, where this is a layer of the network; else null. */
  private String beforeWeight(String name) {
    for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
      String path = name.substring(0, slash);
      if (WEIGHT.matcher(name.substring(slash + 1)).matches() && inner(path) != null) {
        return path;
      }
    }
    return null;
  }

  private static String plain(String layer, String word) {
    return layer + "/" + layer + "/" + word + ":0";
  }

  private static String word(String weight) {
    return switch (weight) {
      case "W", "depthwise_kernel" -> "kernel";
      case "b" -> "bias";
      default -> weight;
    };
  }

  private String numbered(String name, String path, int number) {
    String inner = inner(path);
    String layer = inner == null ? ofClass(path) : inner;
    List<String> words = weights.get(path) > OF_OTHERS.size() ? OF_NORM : OF_OTHERS;
    return layer == null || number >= words.size() ? name : plain(layer, words.get(number));
  }

  /** The layer of the network that a path ends with; null if there is none. */
  private String inner(String path) {
    String inner = path;
    while (!names.all().contains(inner)) {
      int slash = inner.indexOf('/');
      if (slash < 0) {
        return null;
      }
      inner = inner.substring(slash + 1);
    }
    return inner;
  }

  /** The path of the model that a layer is in. */
  private String containerOf(String path) {
    String inner = inner(path);
    if (inner != null) {
      String outer = path.substring(0, path.length() - inner.length());
      // Older files have a layer's name twice.
      return outer.isEmpty() || outer.equals(inner + "/") ? "" : outer;
    }
    Matcher layer = OF_CLASS.matcher(path);
    return layer.matches() && layer.group(1) != null ? layer.group(1) + "/" : "";
  }

  /** The network's layer of this class and number; null outside the model that has most layers. */
  private String ofClass(String path) {
    Matcher layer = OF_CLASS.matcher(path);
    if (named || !layer.matches() || !containerOf(path).equals(container)) {
      return null;
    }
    int number = layer.group(3) == null ? 0 : Integer.parseInt(layer.group(3));
    List<String> all = byClass.getOrDefault(layer.group(2), List.of());
    return number < all.size() ? all.get(number) : null;
  }
}
