package org.dl4jzoo.app.setting;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dl4jzoo.app.console.OutputFile;
import org.dl4jzoo.app.console.UsageException;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Settings in YAML: one {@code name: value} a line, the names being those of the flags. */
public final class ConfigFile {

  /** Every setting with its longest value takes a few thousand. */
  private static final int MOST_BYTES = 1 << 16;

  /** Settings are lists at most. */
  private static final int DEEPEST = 5;

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
      if (values.containsKey(setting.name())) {
        throw wrong(file, key, setting.name() + " is set twice");
      }
      values.put(setting.name(), value);
    }
    return values;
  }

  private static Node parse(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new UsageException(
            "%s must have at most %d bytes of settings; it has more".formatted(file, MOST_BYTES));
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      refuseAliases(file, text);
      return yaml().compose(new StringReader(text));
    } catch (CharacterCodingException e) {
      throw noText(file, e);
    } catch (YAMLException e) {
      throw notYaml(file, e);
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no configuration file %s".formatted(file), e);
    } catch (IOException e) {
      throw UsageException.cannotRead(file, e);
    }
  }

  /** A value that stands for another one may contain itself, or be a thousand times as long. */
  private static void refuseAliases(Path file, String text) {
    for (Event event : yaml().parse(new StringReader(text))) {
      if (event instanceof AliasEvent alias) {
        throw new UsageException(
            "%s line %d: settings are written out; got the alias *%s"
                .formatted(file, alias.getStartMark().getLine() + 1, alias.getAnchor()));
      }
    }
  }

  private static Yaml yaml() {
    LoaderOptions limits = new LoaderOptions();
    limits.setNestingDepthLimit(DEEPEST);
    return new Yaml(limits);
  }

  private static UsageException noText(Path file, Exception error) {
    return new UsageException(
        "%s must be a text file with 'name: value' on each line; it is something else"
            .formatted(file),
        error);
  }

  /** SnakeYAML knows a line only where there is text. */
  private static UsageException notYaml(Path file, YAMLException error) {
    if (error instanceof MarkedYAMLException mistake) {
      return new UsageException(
          "%s line %d: %s"
              .formatted(file, mistake.getProblemMark().getLine() + 1, mistake.getProblem()),
          error);
    }
    return noText(file, error);
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
    options.setDereferenceAliases(true);
    OutputFile.write(file, new Yaml(options).dump(Setting.toWritten(config)));
  }
}
