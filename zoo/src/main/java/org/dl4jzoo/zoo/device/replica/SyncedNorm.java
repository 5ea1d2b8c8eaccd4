package org.dl4jzoo.zoo.device.replica;

import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.GrowingMemory;
import org.dl4jzoo.zoo.device.network.BatchNormCalls;
import org.dl4jzoo.zoo.device.network.NormalizedLayer;
import org.dl4jzoo.zoo.device.network.TrainingPass;

/**
 * Batch norm by the mean and variance of a batch whose parts lie on several devices. The first
 * joins what all have found, and hands it out.
 */
final class SyncedNorm implements AutoCloseable {

  /** Mean and variance of another, or the gradients of its gamma and beta. */
  private final GrowingMemory arrived;

  /** The gradients of gamma and beta of the whole batch, on each device. */
  private final List<GrowingMemory> sums;

  SyncedNorm(List<Device> devices) {
    this.arrived = new GrowingMemory(devices.get(0).memory());
    this.sums = devices.stream().map(device -> new GrowingMemory(device.memory())).toList();
  }

  private static List<BatchNormCalls> norms(NormalizedLayer layer, List<TrainingPass> passes) {
    return passes.stream().map(pass -> layer.norm(pass).orElseThrow()).toList();
  }

  /** Bytes of one number for each channel. */
  private static long bytes(BatchNormCalls norm) {
    return (long) Float.BYTES * norm.channels();
  }

  /**
   * A layer's forward pass.
   *
   * @param passes those of the devices that have images; the first device's is among them
   */
  void forward(NormalizedLayer layer, List<TrainingPass> passes) {
    passes.forEach(layer::beforeNorm);
    List<BatchNormCalls> norms = norms(layer, passes);
    norms.forEach(BatchNormCalls::measure);
    BatchNormCalls first = norms.get(0);
    List<BatchNormCalls> others = norms.subList(1, norms.size());
    long rows = first.rows();
    for (BatchNormCalls other : others) {
      rows += other.rows();
      join(first, other, (double) other.rows() / rows);
    }
    for (BatchNormCalls other : others) {
      await(other, first);
      copy(first, first.mean(), other, other.mean());
      copy(first, first.variance(), other, other.variance());
    }
    norms.forEach(BatchNormCalls::normalize);
  }

  private void join(BatchNormCalls first, BatchNormCalls other, double share) {
    long mean = arrived.bytes(2 * bytes(first));
    long variance = mean + bytes(first);
    await(first, other);
    copy(other, other.mean(), first, mean);
    copy(other, other.variance(), first, variance);
    first.device().norms().join(first.channels(), share, mean, variance, first.parameters());
  }

  /** A layer's backward pass. */
  void backward(NormalizedLayer layer, List<TrainingPass> passes) {
    List<BatchNormCalls> norms = norms(layer, passes);
    for (int i = 0; i < norms.size(); i++) {
      norms.get(i).parameterGradients(passes.get(i).gradient(layer.output()));
    }
    List<Long> ofBatch = sumGradients(norms);
    double share = 1.0 / norms.stream().mapToLong(BatchNormCalls::rows).sum();
    for (int i = 0; i < norms.size(); i++) {
      TrainingPass pass = passes.get(i);
      BatchNormCalls norm = norms.get(i);
      long dgamma = ofBatch.get(i);
      long dbeta = dgamma + bytes(norm);
      long dy = pass.gradient(layer.output());
      norm.inputGradient(dy, layer.gradientOfNorm(pass), share, dgamma, dbeta);
      norm.follow();
    }
    passes.forEach(layer::behindNorm);
  }

  /** Sums the gradients of gamma and, behind it, beta on each device; each keeps its own, too. */
  private List<Long> sumGradients(List<BatchNormCalls> norms) {
    BatchNormCalls first = norms.get(0);
    List<BatchNormCalls> others = norms.subList(1, norms.size());
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < norms.size(); i++) {
      all.add(sums.get(i).bytes(2 * bytes(first)));
    }
    // The others have read the sums of the layer before.
    others.forEach(other -> await(first, other));
    long sum = all.get(0);
    add(first, first.dgamma(), sum, false);
    add(first, first.dbeta(), sum + bytes(first), false);
    long there = arrived.bytes(2 * bytes(first));
    for (BatchNormCalls other : others) {
      copy(other, other.dgamma(), first, there);
      add(first, there, sum, true);
      copy(other, other.dbeta(), first, there + bytes(first));
      add(first, there + bytes(first), sum + bytes(first), true);
    }
    for (int i = 1; i < norms.size(); i++) {
      await(norms.get(i), first);
      copy(first, sum, norms.get(i), all.get(i));
      copy(first, sum + bytes(first), norms.get(i), all.get(i) + bytes(first));
    }
    return all;
  }

  private static void add(BatchNormCalls norm, long from, long to, boolean add) {
    if (add) {
      norm.device().updates().subtract(norm.channels(), -1, to, from);
    } else {
      copy(norm, from, norm, to);
    }
  }

  private static void await(BatchNormCalls waiting, BatchNormCalls other) {
    waiting.device().memory().await(other.device().memory());
  }

  private static void copy(BatchNormCalls from, long there, BatchNormCalls to, long here) {
    to.device().memory().copyFrom(from.device().memory(), there, here, bytes(from));
  }

  @Override
  public void close() {
    arrived.release();
    sums.forEach(GrowingMemory::release);
  }
}
