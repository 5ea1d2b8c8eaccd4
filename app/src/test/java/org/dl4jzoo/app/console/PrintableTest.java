package org.dl4jzoo.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "daisy", "Gänseblümchen", "雛菊", "a b,c\"d<b>'", "🌼", "a=b"})
  void a_plain_name_stays_as_it_is(String name) {
    assertThat(Printable.line(name)).isEqualTo(name);
    assertThat(Printable.cell(name)).isEqualTo(name);
  }

  /** The right sides are how JSON writes these characters. */
  @Test
  void what_a_terminal_acts_on_is_written_out() {
    assertThat(Printable.line("\u001b[2Jcat")).isEqualTo("\\u001b[2Jcat");
    assertThat(Printable.line("a\nb\r\tc\u0000")).isEqualTo("a\\u000ab\\u000d\\u0009c\\u0000");
    assertThat(Printable.line("\u009b31m\u007f")).isEqualTo("\\u009b31m\\u007f");
    assertThat(Printable.line("gnp\u202e.exe")).isEqualTo("gnp\\u202e.exe");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)"})
  void a_cell_is_no_formula(String name) {
    assertThat(Printable.cell(name)).isEqualTo("'" + name);
  }

  @Test
  void a_writer_keeps_lines_and_nothing_else_that_acts() {
    StringWriter text = new StringWriter();
    PrintWriter out = PrintableWriter.to(new PrintWriter(text));
    out.print("a\tb\n");
    out.write("\u001b]0;x\u0007".toCharArray());
    out.write('\u001b');
    out.flush();
    assertThat(text).hasToString("a\tb\n\\u001b]0;x\\u0007\\u001b");
  }
}
