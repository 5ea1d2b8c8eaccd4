package org.dl4jzoo.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jzoo.app.Cli;
import org.dl4jzoo.app.DrawnImages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report of a training, as a browser shows it. */
class ReportInBrowserTest {

  @TempDir private static Path folder;
  private static Chromium browser;
  private static URI report;

  private Tab tab;

  @BeforeAll
  static void train_once() throws IOException {
    browser = Chromium.start(Files.createDirectory(folder.resolve("profile")));
    Path images = DrawnImages.draw(folder.resolve("images"), 3, 40);
    Path run = folder.resolve("run");
    Cli cli =
        Cli.run(
            "train",
            "--model=lenet5",
            "--data=" + images,
            "--backend=cpu",
            "--batch-size=8",
            "--epochs=1",
            "--learning-rate=1e-4",
            "--output=" + run);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    report = run.resolve("report").resolve("index.html").toUri();
  }

  @AfterAll
  static void close_the_browser() throws InterruptedException {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() throws IOException, InterruptedException {
    tab = browser.open(report);
  }

  @AfterEach
  void close() {
    tab.close();
  }

  @Test
  void it_opens_without_an_error_and_asks_nothing_of_the_network() {
    assertThat(tab.evaluate("document.querySelectorAll('.u-over').length").asInt())
        .as("curves")
        .isGreaterThanOrEqualTo(6);
    assertThat(tab.errors()).isEmpty();
    assertThat(tab.requests())
        .isNotEmpty()
        .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"))
        .filteredOn(url -> url.startsWith("file:"))
        .containsExactly(report.toString());
  }

  @Test
  void a_cell_of_the_confusion_matrix_opens_its_images() {
    JsonNode pictures =
        tab.evaluate(
            """
            (async () => {
              const cell = document.querySelector(".matrix button");
              cell.click();
              const images = [...document.querySelectorAll("#cell[open] img")];
              await Promise.all(images.map(image => image.decode()));
              return {
                expected: Math.min(8, Number(cell.dataset.count)),
                shown: images.filter(image => image.naturalWidth > 0).length,
              };
            })()
            """);

    assertThat(pictures.get("shown").asInt())
        .isPositive()
        .isGreaterThanOrEqualTo(pictures.get("expected").asInt());
  }

  @Test
  void the_keyboard_alone_reaches_everything() {
    assertThat(Accessibility.missedByTab(tab)).isEmpty();
  }

  @Test
  void keys_do_what_a_click_does() {
    tab.evaluate("document.querySelector('.matrix button').focus()");
    tab.press(Tab.Key.ENTER);
    assertThat(tab.evaluate("document.getElementById('cell').open").asBoolean()).isTrue();
    assertThat(Accessibility.faults(tab)).isEmpty();

    tab.press(Tab.Key.ESCAPE);
    assertThat(tab.evaluate("document.getElementById('cell').open").asBoolean()).isFalse();
    assertThat(tab.evaluate("document.activeElement.matches('.matrix button')").asBoolean())
        .as("the focus is where it was")
        .isTrue();

    tab.evaluate("document.querySelector('[data-cells=share]').focus()");
    tab.press(Tab.Key.SPACE);
    assertThat(tab.evaluate("document.querySelector('.matrix button').textContent").asText())
        .endsWith(" %");

    tab.evaluate("document.querySelector('.sortable th button').focus()");
    tab.press(Tab.Key.ENTER);
    assertThat(tab.evaluate("document.querySelector('.sortable th').ariaSort").asText())
        .isEqualTo("ascending");
  }

  @ParameterizedTest
  @CsvSource({"1280, light", "1280, dark", "390, light", "390, dark"})
  void axe_finds_no_serious_fault_and_nothing_sticks_out(int width, String scheme) {
    tab.show(width, scheme);

    assertThat(Accessibility.faults(tab)).isEmpty();
    assertThat(Accessibility.stickingOut(tab, width)).isEmpty();
  }
}
