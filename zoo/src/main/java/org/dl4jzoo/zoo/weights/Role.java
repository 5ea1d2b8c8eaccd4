package org.dl4jzoo.zoo.weights;

/** What a parameter of a layer does. */
enum Role {
  WEIGHT("W"),
  BIAS("b"),
  GAMMA("gamma"),
  BETA("beta"),
  MEAN("mean"),
  VARIANCE("var");

  private final String key;

  Role(String key) {
    this.key = key;
  }

  /** The parameter's name in our layers. */
  String key() {
    return key;
  }

  /** Whether it belongs to batch normalisation. */
  boolean ofNorm() {
    return this != WEIGHT && this != BIAS;
  }
}
