package org.dl4jzoo.zoo.device.replica;

import java.util.ArrayList;
import java.util.List;
import org.dl4jzoo.zoo.device.Device;
import org.dl4jzoo.zoo.device.OutOfDeviceMemoryException;
import org.dl4jzoo.zoo.device.network.BatchNormCalls;
import org.dl4jzoo.zoo.device.network.DeviceLayer;
import org.dl4jzoo.zoo.device.network.DeviceTraining;
import org.dl4jzoo.zoo.device.network.NormalizedLayer;
import org.dl4jzoo.zoo.device.network.TrainingPass;

/**
 * The same network in training on one or more devices. A batch is dealt out to them, and their
 * gradients are summed up, so that replicas which take the same steps stay the same.
 *
 * <p>One thread gives all devices their work, layer by layer: calls return before the work is done,
 * so that devices compute at the same time, and the order of all calls is the same in every run.
 */
public final class Replicas implements AutoCloseable {

  private final List<DeviceTraining> replicas;
  private final boolean syncNorm;
  private final AllReduce allReduce;
  private final SyncedNorm norm;
  private BatchParts parts;
  private BatchParts ahead;

  /**
   * Replicas that begin with the same parameters.
   *
   * @param replicas each on a device of its own
   * @param syncNorm whether batch norm takes mean and variance of the whole batch, instead of those
   *     of each device's part
   */
  public Replicas(List<DeviceTraining> replicas, boolean syncNorm) {
    if (replicas.isEmpty()) {
      throw new IllegalArgumentException("replicas must be at least one; got none");
    }
    this.replicas = List.copyOf(replicas);
    this.syncNorm = syncNorm && replicas.size() > 1;
    List<Device> devices = replicas.stream().map(DeviceTraining::device).toList();
    this.allReduce = new AllReduce(devices);
    this.norm = new SyncedNorm(devices);
  }

  /** The replicas. */
  public List<DeviceTraining> all() {
    return replicas;
  }

  /** The first replica; the others have the same parameters. */
  public DeviceTraining first() {
    return replicas.get(0);
  }

  /**
   * Deals a batch out to the devices.
   *
   * @param images address on the host of [N,H,W,C]
   * @param targets address on the host of [N,classes]
   */
  public void load(int batch, long images, long targets) {
    parts = deal(batch, images, targets, DeviceTraining::load);
  }

  /**
   * Deals a batch out that {@link #takeAhead} will load, while the devices compute what they were
   * asked for. The host's arrays may change once this returns.
   *
   * @param images address on the host of [N,H,W,C]
   * @param targets address on the host of [N,classes]
   */
  public void loadAhead(int batch, long images, long targets) {
    ahead = deal(batch, images, targets, DeviceTraining::loadAhead);
  }

  /** Copies a part of a batch, of so many images, to a replica. */
  private interface Load {
    void to(DeviceTraining replica, int size, long images, long targets);
  }

  private BatchParts deal(int batch, long images, long targets, Load load) {
    BatchParts dealt = new BatchParts(batch, replicas.size());
    for (int i = 0; i < dealt.used(); i++) {
      DeviceTraining replica = replicas.get(i);
      int first = dealt.first(i);
      load.to(
          replica,
          dealt.size(i),
          images + first * replica.imageBytes(),
          targets + first * replica.rowBytes());
    }
    return dealt;
  }

  /** Loads the batch that was dealt out ahead last. */
  public void takeAhead() {
    parts = ahead;
    for (int i = 0; i < parts.used(); i++) {
      replicas.get(i).takeAhead();
    }
  }

  /** How many devices have got images of the batch that was loaded last. */
  public int parts() {
    return parts.used();
  }

  /**
   * Computes each replica's gradient of the summed loss of its part of the batch that was loaded
   * last; 0 where it has none.
   *
   * @param seed decides what dropout drops, which is the same on any number of devices
   */
  public void differentiate(long seed) {
    for (int i = 0; i < parts.used(); i++) {
      replicas.get(i).draw(seed);
    }
    if (replicas.size() == 1) {
      first().repeat(this::compute);
    } else {
      compute();
    }
  }

  /** Weights are arranged anew, as a replay must not depend on what was done before. */
  private void compute() {
    replicas.forEach(DeviceTraining::updated);
    if (syncNorm) {
      // What one device has of another's last step, the other may write anew in this one.
      allReduce.meet();
    }
    replicas.forEach(DeviceTraining::clearGradient);
    List<TrainingPass> passes = new ArrayList<>();
    for (int i = 0; i < parts.used(); i++) {
      passes.add(replicas.get(i).pass(parts.first(i)));
    }
    List<DeviceLayer> layers = first().layers();
    layers.forEach(layer -> forward(layer, passes));
    for (int i = layers.size() - 1; i >= 0; i--) {
      DeviceLayer layer = layers.get(i);
      if (layer.endsInLoss() || passes.get(0).isWritten(layer.output())) {
        backward(layer, passes);
      }
    }
    replicas.forEach(DeviceTraining::unscale);
  }

  /** Multiplies the loss of later steps by a factor; gradients are divided by it again. */
  public void scaleLoss(double factor) {
    replicas.forEach(replica -> replica.scaleLoss(factor));
  }

  private void forward(DeviceLayer layer, List<TrainingPass> passes) {
    if (isSynced(layer, passes)) {
      norm.forward((NormalizedLayer) layer, passes);
    } else {
      passes.forEach(layer::forward);
    }
  }

  private void backward(DeviceLayer layer, List<TrainingPass> passes) {
    if (isSynced(layer, passes)) {
      norm.backward((NormalizedLayer) layer, passes);
    } else {
      passes.forEach(layer::backward);
    }
  }

  private boolean isSynced(DeviceLayer layer, List<TrainingPass> passes) {
    return syncNorm
        && layer instanceof NormalizedLayer normalized
        && normalized.norm(passes.get(0)).filter(BatchNormCalls::isOfBatch).isPresent();
  }

  /**
   * Copies the logits of the last batch to the host, [N,classes].
   *
   * @param host address of as many values
   */
  public void logits(long host) {
    for (int i = 0; i < parts.used(); i++) {
      replicas.get(i).logits(host + parts.first(i) * first().rowBytes());
    }
  }

  /** Keeps the gradients, to be added to those of the next batches. */
  public void keepGradients() {
    replicas.forEach(DeviceTraining::keepGradient);
  }

  /** Adds all gradients that were kept, which then are forgotten. */
  public void addKeptGradients() {
    replicas.forEach(DeviceTraining::addKeptGradients);
  }

  /** Every replica's gradient becomes the sum of all. */
  public void sumGradients() {
    List<Long> vectors = replicas.stream().map(replica -> replica.vectors().gradients()).toList();
    allReduce.sum(vectors, first().vectors().length());
  }

  /**
   * Bytes that a step may take, besides parameters, on a device that had too little memory for one.
   */
  public long room(OutOfDeviceMemoryException lack) {
    List<DeviceTraining> busy = replicas.subList(0, parts.used());
    long held = busy.stream().mapToLong(DeviceTraining::held).min().orElseThrow();
    // What was wanted beside the maps, such as a workspace, is wanted again.
    boolean beside = busy.stream().allMatch(DeviceTraining::hasMaps);
    return lack.available() + held - (beside ? lack.wanted() : 0);
  }

  /** Frees the devices' memory, not the devices. */
  @Override
  public void close() {
    allReduce.close();
    norm.close();
    replicas.forEach(DeviceTraining::close);
  }
}
