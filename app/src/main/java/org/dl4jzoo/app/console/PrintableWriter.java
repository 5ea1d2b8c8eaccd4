package org.dl4jzoo.app.console;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** Writes what a terminal would act on as {@link Printable} does, but for line breaks and tabs. */
public final class PrintableWriter extends FilterWriter {

  private PrintableWriter(Writer out) {
    super(out);
  }

  /** A writer of text to wherever another one writes. */
  public static PrintWriter to(PrintWriter destination) {
    return new PrintWriter(new PrintableWriter(destination), true) {
      @Override
      public boolean checkError() {
        return super.checkError() || destination.checkError();
      }
    };
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    out.write(Printable.lines(text.substring(offset, offset + length)));
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    write(new String(text, offset, length), 0, length);
  }

  @Override
  public void write(int character) throws IOException {
    write(String.valueOf((char) character), 0, 1);
  }
}
