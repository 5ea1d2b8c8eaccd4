package org.dl4jzoo.data.folder;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dl4jzoo.data.InvalidDataException;

/**
 * Names for classes whose folders are called otherwise, such as ImageNet's: a text file with a
 * folder's name and a class's name a line, a comma (in CSV), tab or blank between them, or JSON.
 *
 * @param file where it is from
 * @param names of the classes by those of the folders; those of outputs of a network by their
 *     index, from 0
 */
public record ClassMap(Path file, Map<String, String> names) {

  /** Classes that a sentence lists. */
  private static final int MOST_LISTED = 5;

  /** Copies the map. */
  public ClassMap {
    names = Map.copyOf(names);
  }

  /**
   * Reads a file.
   *
   * @throws InvalidDataException if it can't be read, has no names, or two for one folder; tells
   *     the line
   */
  public static ClassMap read(Path file) {
    Map<String, String> names = ClassMapText.names(file, text(file).replaceFirst("^\\uFEFF", ""));
    if (names.isEmpty()) {
      throw new InvalidDataException("%s must have names of classes; it has none".formatted(file));
    }
    return new ClassMap(file, names);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new InvalidDataException("there is no file " + file, e);
    } catch (CharacterCodingException e) {
      throw new InvalidDataException(file + " must be a text file in UTF-8", e);
    } catch (IOException e) {
      throw new InvalidDataException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * The images under the classes' names. Folders without one keep theirs, which is remarked.
   *
   * @throws InvalidDataException if there is a name for none of them
   */
  public LabelledImages applyTo(LabelledImages images) {
    List<String> unnamed = unnamed(images.classes(), images.source());
    LabelledImages renamed = images.renamed(folder -> names.getOrDefault(folder, folder));
    return unnamed.isEmpty() ? renamed : renamed.remarking(List.of(remark(unnamed)));
  }

  private List<String> unnamed(List<String> classes, Object source) {
    List<String> unnamed = classes.stream().filter(name -> !names.containsKey(name)).toList();
    if (unnamed.size() == classes.size()) {
      throw new InvalidDataException(
          "%s must have names for the classes of %s (%s); it has none of them"
              .formatted(file, source, Names.some(unnamed, MOST_LISTED)));
    }
    return unnamed;
  }

  private String remark(List<String> unnamed) {
    return "%s has no names for the classes %s".formatted(file, Names.some(unnamed, MOST_LISTED));
  }

  /**
   * The names of a network's outputs: those of its classes, or where it has none of these, those of
   * their indexes. Classes without one keep theirs.
   *
   * @param labels the network's classes in the order of its outputs
   * @param remarks hears of classes without a name
   * @throws InvalidDataException if there is a name for none of them
   */
  public List<String> namesOf(List<String> labels, Consumer<String> remarks) {
    List<String> canonical = labels.stream().map(Names::canonical).toList();
    List<String> indexes = IntStream.range(0, labels.size()).mapToObj(String::valueOf).toList();
    boolean byName = canonical.stream().anyMatch(names::containsKey);
    List<String> keys = byName || !names.keySet().containsAll(indexes) ? canonical : indexes;
    List<String> unnamed = unnamed(keys, "the network");
    if (!unnamed.isEmpty()) {
      remarks.accept(remark(unnamed));
    }
    return IntStream.range(0, keys.size())
        .mapToObj(i -> names.getOrDefault(keys.get(i), labels.get(i)))
        .toList();
  }

  /** The names of some classes by those of their folders, where the two differ. */
  public Map<String, String> foldersOf(Collection<String> classes) {
    return names.entrySet().stream()
        .filter(e -> classes.contains(e.getValue()) && !e.getKey().equals(e.getValue()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
