package org.dl4jzoo.zoo.compiled;

/** What an instruction does with 8-bit integers, where the network is quantized. */
public enum IntegerForm {
  /** It reads them, multiplies and adds them as integers, and gives integers or float32. */
  READS,
  /** It gives what it reads, in the same numbers. */
  KEEPS,
  /** It computes with float32 only. */
  NONE
}
