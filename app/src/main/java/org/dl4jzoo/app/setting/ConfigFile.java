package org.dl4jzoo.app.setting;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.UsageException;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Settings in YAML: one {@code name: value} a line, the names being those of the flags. */
public final class ConfigFile {

  private ConfigFile() {}

  /**
   * Reads settings. Values are read as on the command line: YAML itself would make {@code augment:
   * off} a boolean.
   *
   * @return values by name
   * @throws UsageException if the file can't be read, or has an unknown or repeated name or a value
   *     of the wrong type; names file, line and the nearest name
   */
  public static Map<String, Object> read(Path file) {
    Node root = parse(file);
    if (root == null) {
      return Map.of();
    }
    if (!(root instanceof MappingNode mapping)) {
      throw wrong(file, root, "expected 'name: value' on each line");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      Node key = entry.getKeyNode();
      Setting setting = setting(file, key);
      Object value = value(file, setting, entry.getValueNode());
      if (values.put(setting.name(), value) != null) {
        throw wrong(file, key, setting.name() + " is set twice");
      }
    }
    return values;
  }

  private static Node parse(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      return new Yaml().compose(reader);
    } catch (YAMLException e) {
      throw notYaml(file, e);
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no configuration file %s".formatted(file), e);
    } catch (IOException e) {
      throw UsageException.cannotRead(file, e);
    }
  }

  /** SnakeYAML wraps what reading the file throws; it knows a line only where there is text. */
  private static UsageException notYaml(Path file, YAMLException error) {
    if (error instanceof MarkedYAMLException mistake) {
      return new UsageException(
          "%s line %d: %s"
              .formatted(file, mistake.getProblemMark().getLine() + 1, mistake.getProblem()),
          error);
    }
    if (error.getCause() instanceof IOException unread
        && !(unread instanceof CharacterCodingException)) {
      return UsageException.cannotRead(file, unread);
    }
    return new UsageException(
        "%s must be a text file with 'name: value' on each line; it is something else"
            .formatted(file),
        error);
  }

  private static Setting setting(Path file, Node key) {
    String name = key instanceof ScalarNode scalar ? scalar.getValue() : key.getTag().getValue();
    return Setting.named(name)
        .orElseThrow(
            () ->
                wrong(
                    file,
                    key,
                    "unknown setting '%s'; the nearest is '%s'"
                        .formatted(name, Setting.nearest(name).name())));
  }

  private static Object value(Path file, Setting setting, Node node) {
    try {
      return setting.parse(text(node));
    } catch (UsageException e) {
      throw wrong(file, node, e.getMessage(), e);
    }
  }

  private static Object text(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(ConfigFile::text).toList();
    }
    return Map.of();
  }

  private static UsageException wrong(Path file, Node where, String what) {
    return wrong(file, where, what, null);
  }

  private static UsageException wrong(Path file, Node where, String what, Throwable cause) {
    return new UsageException(
        "%s line %d: %s".formatted(file, where.getStartMark().getLine() + 1, what), cause);
  }

  /**
   * Writes every setting, so that the file can be read again.
   *
   * @throws UsageException if the file can't be written
   */
  public static void write(Path file, TrainConfig config) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    OutputFile.write(file, new Yaml(options).dump(Setting.toMap(config)));
  }
}
