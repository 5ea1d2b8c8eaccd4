package org.dl4jzoo.data.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {

  @Test
  void each_system_has_its_own_place() {
    assertThat(CacheFolder.of(Map.of(), "Linux", "/home/ann"))
        .isEqualTo(Path.of("/home/ann/.cache/dl4j-zoo"));
    assertThat(CacheFolder.of(Map.of(), "Mac OS X", "/Users/ann"))
        .isEqualTo(Path.of("/Users/ann/Library/Caches/dl4j-zoo"));
    assertThat(CacheFolder.of(Map.of("LOCALAPPDATA", "/local"), "Windows 11", "/ann"))
        .isEqualTo(Path.of("/local/dl4j-zoo"));
    assertThat(CacheFolder.of(Map.of(), "Windows 11", "/ann"))
        .isEqualTo(Path.of("/ann/AppData/Local/dl4j-zoo"));
  }

  @Test
  void variables_move_it() {
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "/fast"), "Linux", "/home/ann"))
        .isEqualTo(Path.of("/fast/dl4j-zoo"));
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "relative"), "Linux", "/home/ann"))
        .isEqualTo(Path.of("/home/ann/.cache/dl4j-zoo"));
    assertThat(CacheFolder.of(Map.of("ZOO_CACHE", "/zoo", "XDG_CACHE_HOME", "/x"), "Linux", "/h"))
        .isEqualTo(Path.of("/zoo"));
    assertThat(CacheFolder.of(Map.of("ZOO_CACHE", "here"), "Mac OS X", "/h")).isAbsolute();
  }

  @Test
  void the_home_is_that_of_the_environment_and_never_one_named_with_a_question_mark() {
    assertThat(CacheFolder.of(Map.of("HOME", "/tmp/other"), "Linux", "/home/ann"))
        .isEqualTo(Path.of("/tmp/other/.cache/dl4j-zoo"));
    assertThat(CacheFolder.of(Map.of("HOME", ""), "Linux", "/home/ann"))
        .isEqualTo(Path.of("/home/ann/.cache/dl4j-zoo"));
    assertThat(CacheFolder.of(Map.of(), "Linux", "?"))
        .isEqualTo(Path.of(System.getProperty("java.io.tmpdir"), ".cache", "dl4j-zoo"));
  }
}
