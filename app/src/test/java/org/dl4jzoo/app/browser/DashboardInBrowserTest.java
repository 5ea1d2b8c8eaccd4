package org.dl4jzoo.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.app.DrawnImages;
import org.dl4jzoo.app.live.Dashboard;
import org.dl4jzoo.app.observe.EpochResult;
import org.dl4jzoo.app.observe.ObservedRun;
import org.dl4jzoo.app.observe.StepMetrics;
import org.dl4jzoo.app.run.EpochMetrics;
import org.dl4jzoo.data.folder.Example;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a training that goes on, as a browser shows it. */
class DashboardInBrowserTest {

  private static final List<String> CLASSES = List.of("blue", "<b>green</b>");

  @TempDir private static Path folder;
  private static Chromium browser;
  private static Path images;

  private Dashboard dashboard;
  private Tab tab;

  @BeforeAll
  static void start_the_browser() throws IOException {
    browser = Chromium.start(Files.createDirectory(folder.resolve("profile")));
    images = DrawnImages.draw(folder.resolve("images"), 2, 3);
  }

  @AfterAll
  static void close_the_browser() throws InterruptedException {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() throws IOException, InterruptedException {
    dashboard = Dashboard.start(0);
    tab = browser.open(dashboard.address());
  }

  @AfterEach
  void close() {
    tab.close();
    dashboard.close();
  }

  /** An epoch in which all images were given to the first class. */
  private void train(int epoch) {
    dashboard.begins(new ObservedRun(folder, "lenet5", CLASSES, List.of(), null, any -> 1));
    for (int batch = 1; batch <= 4; batch++) {
      int step = 4 * (epoch - 1) + batch;
      dashboard.trained(new StepMetrics(epoch, 5, batch, 4, step, 2.0 / step, 0.5, 1e-3, 123.4));
    }
    dashboard.validating();
    List<Example> examples = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      examples.add(new Example(images.resolve("blue/0%d.png".formatted(n)), "blue/" + n, 0));
      examples.add(new Example(images.resolve("green/0%d.png".formatted(n)), "green/" + n, 1));
    }
    dashboard.validated(examples, new float[][] {{1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}});
    List<EpochMetrics> history = new ArrayList<>();
    for (int n = 1; n <= epoch; n++) {
      history.add(new EpochMetrics(n, 4 * n, 1e-3, 1.0 / n, 0.5, 1.2 / n, 0.5, 123, 1, 0, 6, 0));
    }
    dashboard.finished(new EpochResult(history, history.get(0), 5));
  }

  private void awaitTrue(String condition) throws InterruptedException {
    for (int tries = 0; tries < 100 && !tab.evaluate(condition).asBoolean(); tries++) {
      Thread.sleep(100);
    }
    assertThat(tab.evaluate(condition).asBoolean()).as(condition).isTrue();
  }

  @Test
  void it_follows_the_training_and_asks_nobody_else() throws InterruptedException {
    assertThat(tab.evaluate("document.getElementById('status').textContent").asText())
        .isEqualTo("The first step has not been taken yet.");

    train(1);
    awaitTrue("document.getElementById('speed').textContent === '123'");
    awaitTrue("document.querySelectorAll('.u-over').length === 4");
    awaitTrue("document.querySelectorAll('.matrix td button').length === 2");
    train(2);
    awaitTrue("document.getElementById('status').textContent.startsWith('Epoch 2 of 5')");
    awaitTrue("[...document.images].length >= 3");

    assertThat(tab.errors()).isEmpty();
    String address = dashboard.address().toString();
    assertThat(tab.requests())
        .allMatch(url -> url.startsWith(address) || url.startsWith("data:"))
        .contains(address + "state", address + "validation");
  }

  @Test
  void a_cell_of_the_confusion_matrix_opens_its_images() throws InterruptedException {
    train(1);
    awaitTrue("document.querySelectorAll('.matrix td button').length === 2");

    tab.evaluate("document.querySelector('.matrix .wrong button').click()");

    awaitTrue(
        "[...document.querySelectorAll('#cell[open] img')]"
            + ".filter(image => image.naturalWidth > 0).length === 3");
    assertThat(tab.evaluate("document.getElementById('cell-title').textContent").asText())
        .isEqualTo("<b>green</b> given to blue");
  }

  @Test
  void the_keyboard_alone_reaches_everything_and_axe_finds_no_serious_fault()
      throws InterruptedException {
    train(1);
    awaitTrue("document.querySelectorAll('.matrix td button').length === 2");

    assertThat(Accessibility.missedByTab(tab)).isEmpty();
    assertThat(Accessibility.faults(tab)).isEmpty();
    tab.show(390, "dark");
    assertThat(Accessibility.faults(tab)).isEmpty();
    assertThat(Accessibility.stickingOut(tab, 390)).isEmpty();
  }

  @Test
  void it_says_that_the_training_is_over() throws InterruptedException {
    train(1);
    awaitTrue("document.getElementById('speed').textContent === '123'");

    dashboard.close();

    awaitTrue("document.getElementById('status').textContent.startsWith('The training is over')");
  }
}
