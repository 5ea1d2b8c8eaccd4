package org.dl4jzoo.app.setting;

import org.dl4jzoo.app.backend.Backend;

/**
 * A training that somebody asks for.
 *
 * @param config its settings
 * @param batchIsDefault whether nobody chose the batch size, so that it may be lowered to the
 *     images that there are
 */
public record AskedTraining(TrainConfig config, boolean batchIsDefault) {

  /** The same with the engine chosen where it was not. */
  public AskedTraining on(Backend backend) {
    return new AskedTraining(config.on(backend), batchIsDefault);
  }
}
