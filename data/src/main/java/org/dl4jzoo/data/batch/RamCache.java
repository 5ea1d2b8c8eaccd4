package org.dl4jzoo.data.batch;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.dl4jzoo.data.folder.Example;

/** Keeps what another source gave in the heap. */
final class RamCache implements PixelSource {

  private final PixelSource source;
  private final AtomicReferenceArray<byte[]> kept;

  RamCache(PixelSource source, int examples) {
    this.source = source;
    this.kept = new AtomicReferenceArray<>(examples);
  }

  @Override
  public byte[] pixels(int index, Example example) {
    byte[] pixels = kept.get(index);
    if (pixels == null) {
      pixels = source.pixels(index, example);
      kept.set(index, pixels);
    }
    return pixels;
  }
}
