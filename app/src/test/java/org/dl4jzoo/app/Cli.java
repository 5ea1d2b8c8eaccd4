package org.dl4jzoo.app;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What one run of the program printed and returned. */
public record Cli(int exitCode, String out, String err) {

  /** Runs the program in this JVM, as {@code scripts/zoo} would with the same arguments. */
  public static Cli run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Cli(exitCode, out.toString(), err.toString());
  }
}
