package org.dl4jzoo.data;

/** A part of a split. */
public enum Subset {
  TRAIN,
  VALIDATION,
  TEST
}
