package org.dl4jzoo.data.split;

/** A part of a split. */
public enum Subset {
  TRAIN,
  VALIDATION,
  TEST
}
