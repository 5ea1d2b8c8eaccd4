package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Libraries that come along with others, and that no command loads a class of, stay away: each is
 * something to download, and a way in for whoever finds a fault in it.
 */
class ClassPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VectorGraphics2D",
        "animated-gif-lib",
        "artoolkitplus",
        "commons-net",
        "datavec-api",
        "deeplearning4j-core",
        "deeplearning4j-modelimport",
        "deeplearning4j-ui-components",
        "fastutil",
        "ffmpeg",
        "flandmark",
        "flycapture",
        "fontbox",
        "freemarker",
        "gson",
        "hdf5",
        "jai-imageio",
        "joda-time",
        "leptonica",
        "libdc1394",
        "libfreenect",
        "librealsense",
        "mkl",
        "opencsv",
        "pdfbox",
        "stream-",
        "t-digest",
        "tesseract",
        "videoinput"
      })
  void a_library_that_nothing_loads_stays_away(String name) {
    assertThat(libraries()).noneMatch(library -> library.startsWith(name));
  }

  @Test
  void the_libraries_are_those_of_the_program() {
    assertThat(libraries()).anyMatch(library -> library.startsWith("deeplearning4j-nn-"));
  }

  private static List<String> libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).getFileName().toString())
        .toList();
  }
}
