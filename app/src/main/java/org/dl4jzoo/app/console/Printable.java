package org.dl4jzoo.app.console;

/**
 * Text with names in it that somebody else has chosen: of files, of classes, of tensors. They may
 * have characters that a terminal acts on, or that a spreadsheet takes for a formula.
 */
public final class Printable {

  /** With these a cell begins that spreadsheets compute. */
  private static final String FORMULA = "=+-@";

  private Printable() {}

  /**
   * A text on one line that says what it is and does nothing: each control character, line break
   * and change of direction is written by its number, as JSON writes it.
   */
  public static String line(String text) {
    return escape(text, "");
  }

  /** The same of a text of several lines, whose line breaks and tabs stay. */
  static String lines(String text) {
    return escape(text, "\n\r\t");
  }

  /** A text for a cell of a CSV file, with an apostrophe before what would be a formula. */
  public static String cell(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + line(text) : line(text);
  }

  private static String escape(String text, String kept) {
    if (text.codePoints().noneMatch(c -> acts(c) && kept.indexOf(c) < 0)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (acts(c) && kept.indexOf(c) < 0) {
                escaped.append("\\u%04x".formatted(c));
              } else {
                escaped.append((char) c);
              }
            });
    return escaped.toString();
  }

  /** Whether a terminal acts on a character, or shows what follows it in another order. */
  private static boolean acts(int character) {
    return Character.isISOControl(character)
        || character == '\u2028'
        || character == '\u2029'
        || character == '\u200e'
        || character == '\u200f'
        || character == '\u061c'
        || (character >= '\u202a' && character <= '\u202e')
        || (character >= '\u2066' && character <= '\u2069');
  }
}
