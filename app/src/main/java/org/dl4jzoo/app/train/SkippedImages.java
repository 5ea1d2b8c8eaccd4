package org.dl4jzoo.app.train;

import java.util.List;
import org.dl4jzoo.app.console.Amount;
import org.dl4jzoo.app.console.ProgressDisplay;
import org.dl4jzoo.app.run.RunFolder;
import org.dl4jzoo.data.folder.Unreadable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of images that a training had to skip: how many in a line, each of them in its log.
 *
 * @param run the training's folder
 * @param display shows the line
 */
record SkippedImages(RunFolder run, ProgressDisplay display) {

  private static final Logger LOG = LoggerFactory.getLogger(SkippedImages.class);

  /** Tells, if there are any. */
  void tell(String subset, List<Unreadable> skipped) {
    for (Unreadable image : skipped) {
      LOG.info("skipped: {}", image);
    }
    if (!skipped.isEmpty()) {
      display.line(
          "skipped, as they could not be read: %s, named in %s; %s"
              .formatted(
                  Amount.of(skipped.size(), subset + " image"),
                  run.log(),
                  Unreadable.reasons(skipped)));
    }
  }
}
