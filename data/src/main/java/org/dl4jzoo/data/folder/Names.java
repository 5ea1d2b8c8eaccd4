package org.dl4jzoo.data.folder;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import org.dl4jzoo.data.InvalidDataException;

/** The names of classes and images. */
public final class Names {

  /** Control characters, and the two line separators that Unicode counts otherwise. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

  private Names() {}

  /**
   * The one form of a name of which Unicode has several: macOS keeps a letter and its accent apart
   * (NFD) where others join them (NFC).
   */
  public static String canonical(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /**
   * The canonical form of a class's name.
   *
   * @param where it is found
   * @throws InvalidDataException if it is empty, or has a line break or another control character,
   *     which no list of classes could hold
   */
  static String ofClass(String name, Object where) {
    if (name.isBlank() || CONTROL.matcher(name).find()) {
      throw new InvalidDataException(
          "the name of a class must have a letter and no control character; got \"%s\" (%s)"
              .formatted(visible(name), visible(where.toString())));
    }
    return canonical(name);
  }

  private static String visible(String name) {
    return CONTROL
        .matcher(name)
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }

  /** The path below a folder in canonical form, with '/' between the parts on every system. */
  static String below(Path root, Path file) {
    String separator = file.getFileSystem().getSeparator();
    return canonical(root.relativize(file).toString().replace(separator, "/"));
  }

  /** So many images. */
  public static String images(long count) {
    return count == 1 ? "1 image" : count + " images";
  }

  /** The first few names, and how many there are beside them. */
  public static String some(List<String> names, int most) {
    return names.size() <= most
        ? String.join(", ", names)
        : "%s and %d more"
            .formatted(String.join(", ", names.subList(0, most)), names.size() - most);
  }
}
