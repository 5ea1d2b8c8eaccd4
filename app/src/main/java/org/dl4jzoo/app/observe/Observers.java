package org.dl4jzoo.app.observe;

import java.util.List;
import org.dl4jzoo.data.folder.Example;

/**
 * Several observers, who hear everything in this order.
 *
 * @param observers the observers
 */
public record Observers(List<TrainingObserver> observers) implements TrainingObserver {

  /** Copies the list. */
  public Observers {
    observers = List.copyOf(observers);
  }

  @Override
  public void begins(ObservedRun run) {
    observers.forEach(observer -> observer.begins(run));
  }

  @Override
  public void trained(StepMetrics step) {
    observers.forEach(observer -> observer.trained(step));
  }

  @Override
  public void validating() {
    observers.forEach(TrainingObserver::validating);
  }

  @Override
  public void validated(List<Example> examples, float[][] logits) {
    observers.forEach(observer -> observer.validated(examples, logits));
  }

  @Override
  public void finished(EpochResult epoch) {
    observers.forEach(observer -> observer.finished(epoch));
  }
}
