package org.dl4jzoo.zoo.compiled;

import org.bytedeco.dnnl.memory;

/**
 * An argument of a primitive.
 *
 * @param argument oneDNN's number for it
 * @param desc its shape and layout
 * @param home where its values are
 * @param offset bytes from the start of the block to its first value, if it is there
 * @param constant the memory, if it is one of the network's constants
 */
record Operand(int argument, memory.desc desc, Home home, long offset, memory constant) {

  /** Where values are. */
  enum Home {
    /** In the block of memory of one pass. */
    BLOCK,
    /** In the caller's images. */
    IMAGES,
    /** In memory that primitives use in turn. */
    SCRATCH,
    /** Among what the network keeps. */
    CONSTANT
  }

  static Operand constant(int argument, memory value) {
    return new Operand(argument, null, Home.CONSTANT, 0, value);
  }
}
