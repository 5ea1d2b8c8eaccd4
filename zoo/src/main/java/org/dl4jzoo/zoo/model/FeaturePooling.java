package org.dl4jzoo.zoo.model;

/** What follows the last feature map when the classifier is left out, as in Keras Applications. */
public enum FeaturePooling {
  /** The feature map itself, [N,H,W,C]. */
  NONE,
  /** Its mean over height and width, [N,C]. */
  AVG,
  /** Its maximum over height and width, [N,C]. */
  MAX
}
