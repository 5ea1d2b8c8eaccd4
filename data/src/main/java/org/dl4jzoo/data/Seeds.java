package org.dl4jzoo.data;

/** One seed from several numbers, so that neighbouring epochs and images have nothing in common. */
public final class Seeds {

  private Seeds() {}

  /** The seed of a part, such as an epoch or an image, under the seed of the whole. */
  public static long of(long seed, long... parts) {
    long mixed = mix(seed);
    for (long part : parts) {
      mixed = mix(mixed ^ part);
    }
    return mixed;
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014), after its golden-ratio step. */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
