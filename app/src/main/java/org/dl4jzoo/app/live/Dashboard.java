package org.dl4jzoo.app.live;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dl4jzoo.app.evaluate.ConfusionMatrix;
import org.dl4jzoo.app.evaluate.LabelledPrediction;
import org.dl4jzoo.app.evaluate.Logits;
import org.dl4jzoo.app.live.LocalServer.Answer;
import org.dl4jzoo.app.observe.EpochResult;
import org.dl4jzoo.app.observe.ObservedRun;
import org.dl4jzoo.app.observe.StepMetrics;
import org.dl4jzoo.app.observe.TrainingObserver;
import org.dl4jzoo.app.report.page.Gallery;
import org.dl4jzoo.app.report.page.LivePage;
import org.dl4jzoo.data.folder.Example;

/**
 * A page that shows a training while it goes on. The training only leaves its numbers here; what is
 * made of them is made when a browser asks, in the server's thread.
 */
public final class Dashboard implements TrainingObserver, AutoCloseable {

  private final LocalServer server;
  private final Thumbnails thumbnails = new Thumbnails();
  private final LiveState state = new LiveState(System::nanoTime);
  private final List<LabelledPrediction> validating = new ArrayList<>();
  private volatile ObservedRun run;
  private volatile Validated validated = new Validated(0, List.of(), List.of());

  /**
   * A validation that is over.
   *
   * @param epoch 0 for none
   * @param predictions for all of its images
   * @param shown those whose images can be looked at
   */
  private record Validated(
      int epoch, List<LabelledPrediction> predictions, List<LabelledPrediction> shown) {}

  private Dashboard(int port) {
    server = LocalServer.start(port, this::answer);
  }

  /**
   * Begins to serve the page.
   *
   * @param port 0 for any that is free
   * @throws org.dl4jzoo.app.console.UsageException if the port can't be had
   */
  public static Dashboard start(int port) {
    return new Dashboard(port);
  }

  /** Where the page is. */
  public URI address() {
    return server.address();
  }

  /** Ends the page; browsers that still show it say so. */
  @Override
  public void close() {
    server.close();
  }

  @Override
  public void begins(ObservedRun newRun) {
    run = newRun;
    state.begins(newRun);
  }

  @Override
  public void trained(StepMetrics step) {
    state.trained(step);
  }

  @Override
  public void validating() {
    validating.clear();
  }

  @Override
  public void validated(List<Example> examples, float[][] logits) {
    for (int n = 0; n < logits.length; n++) {
      validating.add(new LabelledPrediction(examples.get(n), Logits.softmax(logits[n])));
    }
  }

  @Override
  public void finished(EpochResult epoch) {
    List<LabelledPrediction> all = List.copyOf(validating);
    validated = new Validated(epoch.metrics().epoch(), all, Gallery.choose(all));
    state.finished(epoch);
  }

  private Optional<Answer> answer(String path) {
    return switch (path) {
      case "/" -> Optional.of(Answer.html(page().html()));
      case "/state" -> Optional.of(Answer.json(state.json()));
      case "/validation" -> validated.epoch() == 0 ? Optional.empty() : Optional.of(validation());
      default -> thumbnails.at(path).map(Answer::jpeg);
    };
  }

  private LivePage page() {
    ObservedRun observed = run;
    return observed == null
        ? new LivePage("a network", "its run folder")
        : new LivePage(observed.model(), observed.folder().toString());
  }

  private Answer validation() {
    Validated last = validated;
    ConfusionMatrix matrix = ConfusionMatrix.of(run.classes(), last.predictions());
    Gallery gallery = Gallery.at(last.shown(), thumbnails::address);
    return Answer.json(new LivePage.Validation(last.epoch(), matrix, gallery).json());
  }
}
