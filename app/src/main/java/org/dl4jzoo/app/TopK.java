package org.dl4jzoo.app;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How many of the most probable classes to show.
 *
 * @param most at least 1
 */
record TopK(int most) {

  /** Reads {@code all} or a number. */
  static final class Parser implements ITypeConverter<TopK> {

    @Override
    public TopK convert(String text) {
      if (text.equals("all")) {
        return new TopK(Integer.MAX_VALUE);
      }
      if (!text.matches("0*[1-9]\\d{0,8}")) {
        throw new TypeConversionException("expected a number from 1 on, or all; got " + text);
      }
      return new TopK(Integer.parseInt(text));
    }
  }
}
