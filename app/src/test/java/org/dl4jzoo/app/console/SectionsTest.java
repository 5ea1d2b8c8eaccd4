package org.dl4jzoo.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SectionsTest {

  @Test
  void names_become_words_and_values_are_aligned_over_all_sections() {
    Map<String, Object> memory = new LinkedHashMap<>();
    memory.put("heapLimit", new ByteSize(3L << 29));
    memory.put("oneDNN", null);
    Map<String, Map<String, Object>> sections = new LinkedHashMap<>();
    sections.put("memory", memory);
    sections.put("gpu", Map.of("devices", List.of("A10", "T4")));

    assertThat(Sections.of(sections))
        .isEqualTo(
            """
            memory
              heap limit  1.5 GiB
              oneDNN      -

            gpu
              devices     A10 T4
            """);
  }

  @Test
  void sizes_have_two_or_three_digits_and_a_unit() {
    assertThat(new ByteSize(512)).hasToString("512 B");
    assertThat(new ByteSize(10L << 20)).hasToString("10.0 MiB");
    assertThat(new ByteSize(1000L << 20)).hasToString("1.0 GiB");
    assertThat(new ByteSize(150L << 30)).hasToString("150 GiB");
  }
}
