package org.dl4jzoo.app.console;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Tables for a terminal: aligned columns, no lines between them. */
public final class Tables {

  private Tables() {}

  /** The table, one line a row below the headers; every line ends in a line break. */
  public static <T> String of(Collection<T> rows, List<ColumnData<T>> columns) {
    return AsciiTable.getTable(AsciiTable.NO_BORDERS, rows, columns).stripIndent() + "\n";
  }

  /** A column of words. */
  public static <T> ColumnData<T> text(String header, Function<T, String> value) {
    return column(header, HorizontalAlign.LEFT, value);
  }

  /** A column of numbers. */
  public static <T> ColumnData<T> number(String header, Function<T, String> value) {
    return column(header, HorizontalAlign.RIGHT, value);
  }

  private static <T> ColumnData<T> column(
      String header, HorizontalAlign align, Function<T, String> value) {
    return new Column()
        .header(Printable.line(header))
        .headerAlign(align)
        .dataAlign(align)
        .maxWidth(Integer.MAX_VALUE)
        .with(row -> Printable.line(value.apply(row)));
  }
}
