package org.dl4jzoo.zoo.weights.file;

import io.jhdf.ObjectHeader;
import io.jhdf.object.message.DataSpaceMessage;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The data sets of a {@code .weights.h5} file of Keras 3, by name. A layer's group has a group
 * {@code vars}, whose data sets are numbered. The group is called after the layer's class and
 * number among the layers of this class; newer files keep the layer's own name as an attribute of
 * {@code vars}. Throws unchecked exceptions of all kinds if the file is damaged.
 */
final class KerasVars {

  /** The groups that the layers of a model lie in, in today's files and in the first ones. */
  private static final List<String> LAYERS = List.of("layers", "_layer_checkpoint_dependencies");

  private static final String VARS = "vars";
  private static final String NAME = "name";

  /** Models in models; Keras's own networks are two deep. */
  private static final int DEEPEST = 16;

  private final HdfTree tree;
  private final HdfStrings strings;
  private final Map<String, ObjectHeader> found = new LinkedHashMap<>();

  /** Groups may contain each other; each is looked at once. */
  private final Set<Long> seen = new HashSet<>();

  private KerasVars(HdfTree tree, HdfStrings strings) {
    this.tree = tree;
    this.strings = strings;
  }

  /**
   * The data sets by names of the form {@code LAYER/vars/NUMBER}, where the layer is its own name
   * or, if the file doesn't tell that, the path of its group; empty if it is no such file.
   */
  static Map<String, ObjectHeader> in(HdfTree tree, HdfStrings strings) {
    KerasVars vars = new KerasVars(tree, strings);
    for (String layers : LAYERS) {
      ObjectHeader group = tree.find(tree.root(), layers);
      if (group != null) {
        vars.collect(group, "", DEEPEST);
      }
    }
    return vars.found;
  }

  private void collect(ObjectHeader group, String path, int depth) {
    if (depth == 0 || !seen.add(group.getAddress())) {
      return;
    }
    for (String child : tree.names(group)) {
      ObjectHeader inside = tree.find(group, child);
      if (child.equals(VARS)) {
        addLayer(inside, path);
      } else if (inside != null && !inside.hasMessageOfType(DataSpaceMessage.class)) {
        collect(inside, path.isEmpty() ? child : path + "/" + child, depth - 1);
      }
    }
  }

  private void addLayer(ObjectHeader vars, String path) {
    List<String> numbers = tree.names(vars);
    String layer = ownName(vars).filter(name -> isNew(name, numbers)).orElse(path);
    for (String number : numbers) {
      ObjectHeader dataset = tree.find(vars, number);
      if (dataset != null) {
        found.put(layer + "/" + VARS + "/" + number, dataset);
      }
    }
  }

  private Optional<String> ownName(ObjectHeader vars) {
    return strings
        .read(vars, NAME)
        .filter(names -> names.size() == 1)
        .map(names -> names.get(0))
        .filter(name -> !name.isEmpty());
  }

  /** Two models in one may have layers of the same name. */
  private boolean isNew(String layer, List<String> numbers) {
    return numbers.stream().noneMatch(n -> found.containsKey(layer + "/" + VARS + "/" + n));
  }
}
