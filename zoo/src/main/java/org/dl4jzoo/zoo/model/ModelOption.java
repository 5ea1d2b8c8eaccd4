package org.dl4jzoo.zoo.model;

/** The options that only some networks have. */
public enum ModelOption {
  /** Width multiplier. */
  ALPHA("alpha"),
  /** Blocks a stage. */
  BLOCKS("blocks"),
  /** Side classifiers for training. */
  AUXILIARY_HEADS("auxiliary-heads"),
  /** Keras's form of the network instead of torchvision's. */
  PADDING("padding");

  private final String flag;

  ModelOption(String flag) {
    this.flag = flag;
  }

  /** The word for it on the command line. */
  public String flag() {
    return flag;
  }
}
