package org.dl4jzoo.app.train;

import java.util.Locale;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.divergence.DivergedException;
import org.dl4jzoo.app.run.Checkpoint;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.app.setting.OnDivergence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done when a training diverges. */
record Rollback(OnDivergence onDivergence, RunFolder run, ProgressDisplay display) {

  private static final Logger LOG = LoggerFactory.getLogger(Rollback.class);

  /** A rate eight times too large is the least that is given up. */
  private static final int MOST = 3;

  /**
   * Goes back to the last good state, at half the learning rate; the checkpoint says so, so that a
   * resumed training does the same.
   *
   * @throws DivergedException the same if that was not asked for, or was done too often
   */
  Checkpoint after(DivergedException diverged) {
    LOG.info(diverged.getMessage());
    if (onDivergence == OnDivergence.STOP || !run.hasCheckpoint()) {
      throw diverged;
    }
    Checkpoint last = Checkpoint.read(run.last());
    if (last.state().rollbacks() >= MOST) {
      throw new DivergedException(
          "%s; %d rollbacks did not help".formatted(diverged.getMessage(), MOST));
    }
    Checkpoint back = last.with(last.state().rolledBack());
    back.write(run.last());
    tell(diverged, back);
    return back;
  }

  private void tell(DivergedException diverged, Checkpoint back) {
    String sentence =
        String.format(
            Locale.ROOT,
            "rollback %d of %d, to the state after %d epochs, at %.3g of the learning rate: %s",
            back.state().rollbacks(),
            MOST,
            back.state().epoch(),
            back.state().rateFactor(),
            diverged.getMessage());
    display.line(sentence);
    LOG.info(sentence);
  }
}
