package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

  @Test
  void everything_the_choice_depends_on_is_told() throws IOException {
    JsonNode findings = new ObjectMapper().readTree(Cli.run("doctor", "--json").out());

    assertThat(findings.fieldNames())
        .toIterable()
        .containsExactly(
            "java", "machine", "backend", "engine", "threads", "memory", "gpu", "cache", "advice");
    assertThat(findings.get("java").get("version").asText())
        .isEqualTo(System.getProperty("java.version"));
    boolean gpu = findings.get("gpu").get("usable").asBoolean();
    assertThat(findings.get("backend").get("backend").asText()).isEqualTo(gpu ? "cuda" : "cpu");
    assertThat(findings.get("memory").get("heapLimit").asLong())
        .isEqualTo(Runtime.getRuntime().maxMemory());
  }

  @Test
  void the_text_has_the_same_sections() {
    assertThat(Cli.run("doctor").out()).contains("java\n", "machine\n", "physical cores", "gpu\n");
  }

  /** In a process of its own: this one may have loaded a library before. */
  @Test
  void the_library_that_was_chosen_is_the_one_that_is_loaded() throws IOException {
    Process doctor =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.dl4jzoo.app.Main",
                "doctor",
                "--json")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();

    JsonNode backend = new ObjectMapper().readTree(doctor.getInputStream()).get("backend");
    assumeThat(backend.get("backend").asText()).isEqualTo("cpu");

    String binary = backend.get("binary").asText();
    String extension = binary.equals("generic") ? "" : "-" + binary;
    assertThat(Path.of(backend.get("library").asText()).getParent().getFileName().toString())
        .isEqualTo(Loader.Detector.getPlatform() + extension);
  }
}
