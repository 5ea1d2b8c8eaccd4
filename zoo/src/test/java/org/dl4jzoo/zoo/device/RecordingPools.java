package org.dl4jzoo.zoo.device;

import org.dl4jzoo.zoo.layer.kernel.Bins;
import org.dl4jzoo.zoo.layer.kernel.PoolingShape;

/** Poolings with a record of the calls. */
record RecordingPools(Pools pools, DeviceRecord kept) implements Pools {

  @Override
  public void pool(PoolingShape shape, long x, long y, long marks) {
    kept.call("pool", shape, x, y, marks);
    kept.readsMap(x, shape.in().length());
    kept.writesMap(y, shape.output().length());
    if (shape.max() && marks != 0) {
      kept.writes(marks, shape.output().length());
    }
    pools.pool(shape, x, y, marks);
  }

  @Override
  public void poolBack(PoolingShape shape, long marks, long dy, long dx, boolean add) {
    kept.call("poolBack", shape, marks, dy, dx, add);
    if (shape.max()) {
      kept.reads(marks, shape.output().length());
    }
    kept.readsMap(dy, shape.output().length());
    kept.addsMap(dx, shape.in().length(), add);
    pools.poolBack(shape, marks, dy, dx, add);
  }

  private static long pixels(Bins bins, int batch, int channels) {
    return (long) batch * bins.height() * bins.width() * channels;
  }

  private static long means(Bins bins, int batch, int channels) {
    return (long) batch * bins.rows() * bins.columns() * channels;
  }

  @Override
  public void means(Bins bins, int batch, int channels, long x, long y) {
    kept.call("means", bins, batch, channels, x, y);
    kept.readsMap(x, pixels(bins, batch, channels));
    kept.writesMap(y, means(bins, batch, channels));
    pools.means(bins, batch, channels, x, y);
  }

  @Override
  public void meansBack(Bins bins, int batch, int channels, long dy, long dx, boolean add) {
    kept.call("meansBack", bins, batch, channels, dy, dx, add);
    kept.readsMap(dy, means(bins, batch, channels));
    kept.addsMap(dx, pixels(bins, batch, channels), add);
    pools.meansBack(bins, batch, channels, dy, dx, add);
  }
}
