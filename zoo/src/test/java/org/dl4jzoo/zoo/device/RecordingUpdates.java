package org.dl4jzoo.zoo.device;

/** Updates with a record of the calls. */
record RecordingUpdates(Updates updates, DeviceRecord kept) implements Updates {

  @Override
  public void adam(long values, Step step, Adam adam, int count, long p, long g, long m, long v) {
    kept.call("adam", values, step, adam, count, p, g, m, v);
    kept.readsFloats(g, values);
    kept.updatesFloats(p, values);
    kept.updatesFloats(m, values);
    kept.updatesFloats(v, values);
    updates.adam(values, step, adam, count, p, g, m, v);
  }

  @Override
  public void nesterov(long values, Step step, double momentum, long p, long g, long v) {
    kept.call("nesterov", values, step, momentum, p, g, v);
    kept.readsFloats(g, values);
    kept.updatesFloats(p, values);
    kept.updatesFloats(v, values);
    updates.nesterov(values, step, momentum, p, g, v);
  }

  @Override
  public void rmsProp(long values, Step step, double decay, double eps, long p, long g, long s) {
    kept.call("rmsProp", values, step, decay, eps, p, g, s);
    kept.readsFloats(g, values);
    kept.updatesFloats(p, values);
    kept.updatesFloats(s, values);
    updates.rmsProp(values, step, decay, eps, p, g, s);
  }

  @Override
  public void scale(long values, double factor, long x) {
    kept.call("scale", values, factor, x);
    kept.updatesFloats(x, values);
    updates.scale(values, factor, x);
  }

  @Override
  public void subtract(long values, double factor, long p, long g) {
    kept.call("subtract", values, factor, p, g);
    kept.readsFloats(g, values);
    kept.updatesFloats(p, values);
    updates.subtract(values, factor, p, g);
  }

  @Override
  public void statisticsStep(
      int channels, double share, long running, long ofBatch, long step, boolean add) {
    kept.call("statisticsStep", channels, share, running, ofBatch, step, add);
    kept.readsFloats(running, channels);
    kept.readsFloats(ofBatch, channels);
    kept.addsFloats(step, channels, add);
    updates.statisticsStep(channels, share, running, ofBatch, step, add);
  }

  @Override
  public void follow(long values, double kept, long p, long average) {
    this.kept.call("follow", values, kept, p, average);
    this.kept.readsFloats(p, values);
    this.kept.updatesFloats(average, values);
    updates.follow(values, kept, p, average);
  }

  @Override
  public void squares(long values, long x, long sums) {
    kept.call("squares", values, x, sums);
    kept.readsFloats(x, values);
    kept.writes(sums, (long) partialSums() * Double.BYTES);
    updates.squares(values, x, sums);
  }

  @Override
  public int partialSums() {
    return updates.partialSums();
  }
}
