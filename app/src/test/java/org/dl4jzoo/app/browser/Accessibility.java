package org.dl4jzoo.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a page owes to people who don't see it well, or have no mouse. */
final class Accessibility {

  private static final String AXE = "/axe.min.js";

  private static final String FAULTS =
      """
      axe.run().then(result => result.violations
        .filter(fault => ["serious", "critical"].includes(fault.impact))
        .map(fault => fault.id + ": " + fault.nodes.map(node => node.html).join(" ")))
      """;

  private static final String CONTROLS =
      """
      window.reached = new Set();
      window.controls = () =>
        [...document.querySelectorAll("a[href], button, select, input, summary, [tabindex='0']")]
          .filter(control => control.checkVisibility());
      window.controls().length
      """;

  private static final String REACH =
      """
      reached.add(document.activeElement);
      getComputedStyle(document.activeElement).outlineStyle
      """;

  private static final String MISSED =
      "controls().filter(control => !reached.has(control)).map(control => control.outerHTML)";

  private static final String STICKING_OUT =
      """
      document.documentElement.scrollWidth <= %1$d ? [] : [...document.querySelectorAll("body *")]
        .filter(part => part.getBoundingClientRect().right > %1$d && !part.closest(".scroll, nav"))
        .map(part => part.outerHTML.slice(0, 200))
      """;

  private Accessibility() {}

  /** What makes a page wider than its screen; what scrolls by itself does not. */
  static List<String> stickingOut(Tab tab, int width) {
    return strings(tab.evaluate(STICKING_OUT.formatted(width)));
  }

  /** Faults that axe-core calls serious or critical. */
  static List<String> faults(Tab tab) {
    if (tab.evaluate("typeof axe").asText().equals("undefined")) {
      tab.evaluate(script());
    }
    return strings(tab.evaluate(FAULTS));
  }

  /**
   * Goes through the page by the Tab key alone.
   *
   * @return what can be operated and was never focused
   */
  static List<String> missedByTab(Tab tab) {
    int controls = tab.evaluate(CONTROLS).asInt();
    assertThat(controls).as("controls").isPositive();
    for (int n = 0; n < controls; n++) {
      tab.press(Tab.Key.TAB);
      assertThat(tab.evaluate(REACH).asText()).as("mark of the focus").isNotEqualTo("none");
    }
    return strings(tab.evaluate(MISSED));
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(each -> strings.add(each.asText()));
    return strings;
  }

  private static String script() {
    try (InputStream in = Accessibility.class.getResourceAsStream(AXE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8) + ";0";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
