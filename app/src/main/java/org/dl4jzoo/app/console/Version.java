package org.dl4jzoo.app.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The program's version, as the build wrote it into a resource. */
public final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"zoo " + number()};
  }

  /** The version number, as in the POM. */
  public static String number() {
    return read("version");
  }

  /** The version of Deeplearning4j and ND4J. */
  public static String deeplearning4j() {
    return read("deeplearning4j");
  }

  private static String read(String key) {
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
