package org.dl4jzoo.app.rank;

import org.dl4jzoo.app.observe.ObservedRun;
import org.dl4jzoo.app.observe.TrainingObserver;
import org.dl4jzoo.app.run.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps in the run folder of a training why it is of that network: the table as {@code
 * candidates.csv}, and a line in the log.
 *
 * @param ranking that the network was taken by
 */
public record RankingRecord(NetworkRanking ranking) implements TrainingObserver {

  private static final Logger LOG = LoggerFactory.getLogger(RankingRecord.class);

  @Override
  public void begins(ObservedRun run) {
    new RankingTable(ranking).write(new RunFolder(run.folder()).candidates());
    LOG.info(ranking.sentence());
  }
}
