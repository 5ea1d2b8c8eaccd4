package org.dl4jzoo.zoo.weights;

import java.util.List;

/** Which of a layer's parameters an array is. */
enum Role {
  WEIGHT("W"),
  BIAS("b"),
  GAMMA("gamma"),
  BETA("beta"),
  MEAN("mean"),
  VARIANCE("var");

  /** The parameters of batch normalisation. */
  static final List<Role> OF_NORM = List.of(GAMMA, BETA, MEAN, VARIANCE);

  private final String key;

  Role(String key) {
    this.key = key;
  }

  /** The parameter's name in our layers. */
  String key() {
    return key;
  }
}
