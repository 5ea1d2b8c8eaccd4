package org.dl4jzoo.data.preprocess;

import java.nio.FloatBuffer;

/** Bytes to the network's floats by table. */
public final class PixelScaler {

  private final int channels;
  private final boolean blueFirst;
  private final float[][] tables;

  /** The scaling and channel order that a preprocessing asks for. */
  public PixelScaler(Preprocessing preprocessing) {
    this.channels = preprocessing.channels();
    this.blueFirst = preprocessing.scale().blueFirst();
    this.tables = preprocessing.scale().tables();
  }

  /**
   * Scales one image; a grey one as the first channel of the scale.
   *
   * @param pixels bytes with red first
   * @param target receives as many floats
   * @param offset where the first goes
   */
  public void apply(byte[] pixels, FloatBuffer target, int offset) {
    for (int c = 0; c < channels; c++) {
      int from = blueFirst ? channels - 1 - c : c;
      float[] table = tables[c];
      for (int i = 0; i < pixels.length; i += channels) {
        target.put(offset + i + c, table[pixels[i + from] & 0xff]);
      }
    }
  }
}
