package org.dl4jzoo.data.folder;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dl4jzoo.data.InvalidDataException;

/**
 * Names for classes whose folders are called otherwise, such as ImageNet's: a text file with a
 * folder's name and a class's name a line, a comma (in CSV), tab or blank between them.
 *
 * @param file where it is from
 * @param names of the classes by those of the folders
 */
public record ClassMap(Path file, Map<String, String> names) {

  /** A name of several words may be quoted, as CSV has it. */
  private static final Pattern BY_COMMA = Pattern.compile("([^,]+?)\\s*,\\s*\"?(.+?)\"?");

  private static final Pattern BY_SPACE = Pattern.compile("(\\S+)\\s+(.+)");

  /** Classes that a sentence lists. */
  private static final int MOST_LISTED = 5;

  /** Copies the map. */
  public ClassMap {
    names = Map.copyOf(names);
  }

  /**
   * Reads a file.
   *
   * @throws InvalidDataException if it can't be read, a line has one name only, or a folder has two
   *     names; tells the line
   */
  public static ClassMap read(Path file) {
    boolean csv = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    Map<String, String> names = new HashMap<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      Matcher pair = (csv ? BY_COMMA : BY_SPACE).matcher(line.strip());
      if (!pair.matches()) {
        throw new InvalidDataException(
            "line %d of %s must be the name of a folder and that of its class; got %s"
                .formatted(number, file, line));
      }
      String folder = Names.canonical(pair.group(1));
      String name = Names.ofClass(pair.group(2), "line %d of %s".formatted(number, file));
      String same = names.putIfAbsent(folder, name);
      if (same != null && !same.equals(name)) {
        throw new InvalidDataException(
            "%s has two names for %s: %s and %s".formatted(file, folder, same, name));
      }
    }
    return new ClassMap(file, names);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readString(file).replaceFirst("^\\uFEFF", "").lines().toList();
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
    List<String> unnamed =
        images.classes().stream().filter(folder -> !names.containsKey(folder)).toList();
    if (unnamed.size() == images.classes().size()) {
      throw new InvalidDataException(
          "%s must have names for the classes of %s (%s); it has none of them"
              .formatted(file, images.source(), Names.some(unnamed, MOST_LISTED)));
    }
    LabelledImages renamed = images.renamed(folder -> names.getOrDefault(folder, folder));
    return unnamed.isEmpty()
        ? renamed
        : renamed.remarking(
            List.of(
                "%s has no names for the classes %s"
                    .formatted(file, Names.some(unnamed, MOST_LISTED))));
  }
}
