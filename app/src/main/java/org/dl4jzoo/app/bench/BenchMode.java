package org.dl4jzoo.app.bench;

/** What a step of a benchmark does. */
public enum BenchMode {
  /** Forward, backward and update. */
  TRAIN,
  /** Forward only. */
  INFER
}
