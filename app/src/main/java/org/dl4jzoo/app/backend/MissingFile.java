package org.dl4jzoo.app.backend;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a linker says that could not load a library. */
final class MissingFile {

  /** As glibc and musl put it. */
  private static final Pattern NOT_FOUND =
      Pattern.compile(
          "([\\w.+-]+): cannot open shared object file|loading shared library ([^:]+):");

  private MissingFile() {}

  /** Which file was not found; else the linker's own words, which come last in the message. */
  static String of(LinkageError error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      Matcher found = NOT_FOUND.matcher(String.valueOf(cause.getMessage()));
      if (found.find()) {
        String file = found.group(1) == null ? found.group(2) : found.group(1);
        return file + " was not found";
      }
    }
    String message = String.valueOf(error.getMessage());
    return message.substring(message.lastIndexOf('/') + 1);
  }
}
