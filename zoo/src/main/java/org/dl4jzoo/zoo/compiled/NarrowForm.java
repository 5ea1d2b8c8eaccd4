package org.dl4jzoo.zoo.compiled;

/** What an instruction does with numbers that are narrower than float32. */
public enum NarrowForm {
  /** It reads them, multiplies them and adds the products in wider ones, and gives either. */
  READS,
  /** It gives numbers like those that it reads. */
  KEEPS,
  /** It computes with float32 only. */
  NONE
}
