package org.dl4jzoo.data;

/** How much training images are varied. */
public enum Augmentation {
  OFF,
  LIGHT,
  STRONG
}
