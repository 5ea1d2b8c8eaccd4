package org.dl4jzoo.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
    assertThat(findings.get("backend").get("backend").asText()).isEqualTo("cpu");
    assertThat(findings.get("backend").get("library").asText()).contains("jnind4jcpu");
    assertThat(findings.get("gpu").get("usable").asBoolean()).isFalse();
  }

  @Test
  void the_text_has_the_same_sections() {
    assertThat(Cli.run("doctor").out()).contains("java\n", "machine\n", "physical cores", "gpu\n");
  }
}
