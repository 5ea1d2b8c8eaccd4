package org.dl4jzoo.zoo.compiled;

/**
 * How the maps of a compiled network may lie in memory.
 *
 * @param inBlocks whether channels of float32 may lie in blocks, where that is faster; those of
 *     bfloat16 lie last
 * @param numbers float32 or bfloat16; input and output are float32 all the same
 */
public record MapForm(boolean inBlocks, Numeral numbers) {

  /** Float32, channels last. */
  public static final MapForm PLAIN = new MapForm(false, Numeral.FLOAT);

  /** Checks that the numbers need no step. */
  public MapForm {
    if (numbers.isInteger()) {
      throw new IllegalArgumentException("integers have steps of their own: " + numbers);
    }
  }
}
