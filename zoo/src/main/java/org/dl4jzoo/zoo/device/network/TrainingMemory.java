package org.dl4jzoo.zoo.device.network;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dl4jzoo.zoo.device.MapType;
import org.dl4jzoo.zoo.program.Lifetimes;
import org.dl4jzoo.zoo.program.Value;

/**
 * Where maps, their gradients and what layers keep lie in one block of memory, in a training step
 * on batches of one size. The forward pass of layer i of n is step i, its backward pass step 2n - 1
 * - i.
 */
final class TrainingMemory {

  private static final long ALIGNMENT = 256;

  private final List<DeviceLayer> layers;
  private final int batch;
  private final MapType maps;
  private final Map<Value, Integer> producers = new HashMap<>();
  private final Map<Value, Integer> lastReaders = new HashMap<>();
  private final Set<Value> differentiated = new HashSet<>();
  private final Map<Value, Value> gradientRoots = new HashMap<>();
  private final Lifetimes.Placed<Place> placed;

  private enum Kind {
    MAP,
    GRADIENT,
    KEPT
  }

  private record Place(Kind kind, Value value, int index) {}

  /**
   * Plans a step.
   *
   * @param layers of the network, whose image lies elsewhere and has no gradient
   * @param result read when the step is over
   * @param maps how they are stored
   */
  TrainingMemory(List<DeviceLayer> layers, Value result, int batch, MapType maps) {
    this.layers = layers;
    this.batch = batch;
    this.maps = maps;
    for (int i = 0; i < layers.size(); i++) {
      producers.put(layers.get(i).output(), i);
      for (Value input : layers.get(i).inputs()) {
        lastReaders.put(input, i);
      }
    }
    layers.stream()
        .filter(this::passesGradient)
        .map(DeviceLayer::output)
        .forEach(differentiated::add);
    shareGradients();
    this.placed = place(result);
  }

  private boolean passesGradient(DeviceLayer layer) {
    return layer.parameters().isPresent()
        || layer.inputs().stream().anyMatch(differentiated::contains);
  }

  /** Bytes of the block. */
  long bytes() {
    return placed.bytes();
  }

  /** Whether the loss has a gradient by a value that somebody needs. */
  boolean hasGradient(Value value) {
    return differentiated.contains(value) && lastReaders.containsKey(value);
  }

  /** Bytes from the start of the block to a map. */
  long map(Value value) {
    return offset(new Place(Kind.MAP, value, 0));
  }

  /** Bytes from the start of the block to the gradient of a map. */
  long gradient(Value value) {
    return offset(new Place(Kind.GRADIENT, root(value), 0));
  }

  /** Bytes from the start of the block to an array that a layer keeps. */
  long kept(DeviceLayer layer, int index) {
    return offset(new Place(Kind.KEPT, layer.output(), index));
  }

  private long offset(Place place) {
    Long offset = placed.offsets().get(place);
    if (offset == null) {
      throw new IllegalStateException("no memory was planned for " + place);
    }
    return offset;
  }

  private int backward(int layer) {
    return 2 * layers.size() - 1 - layer;
  }

  /** From the last layer to the first, as a gradient may be handed on several times. */
  private void shareGradients() {
    for (int i = layers.size() - 1; i >= 0; i--) {
      Value output = layers.get(i).output();
      Optional<Value> heir = layers.get(i).handsGradientTo();
      if (heir.isPresent() && isFirstWriter(i, heir.get()) && hasGradient(output)) {
        gradientRoots.put(heir.get(), root(output));
      }
    }
  }

  private boolean isFirstWriter(int layer, Value value) {
    return hasGradient(value)
        && lastReaders.get(value) == layer
        && layers.get(layer).inputs().stream().filter(value::equals).count() == 1;
  }

  private Value root(Value value) {
    return gradientRoots.getOrDefault(value, value);
  }

  private Lifetimes.Placed<Place> place(Value result) {
    Lifetimes<Place> lives = new Lifetimes<>(ALIGNMENT);
    Map<Value, Integer> gradientEnds = new HashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      DeviceLayer layer = layers.get(i);
      Value output = layer.output();
      lives.add(new Place(Kind.MAP, output, 0), bytes(output), i, lastRead(output, result));
      List<Long> kept = layer.kept(batch, maps);
      for (int index = 0; index < kept.size(); index++) {
        lives.add(new Place(Kind.KEPT, output, index), kept.get(index), i, backward(i));
      }
      if (hasGradient(output)) {
        gradientEnds.merge(root(output), backward(i), Math::max);
      }
    }
    gradientEnds.forEach(
        (root, end) ->
            lives.add(
                new Place(Kind.GRADIENT, root, 0),
                bytes(root),
                backward(lastReaders.get(root)),
                end));
    return lives.place();
  }

  /** The last step that reads a map. */
  private int lastRead(Value value, Value result) {
    if (value.equals(result)) {
      return 2 * layers.size();
    }
    int last = producers.get(value);
    for (int i = 0; i < layers.size(); i++) {
      DeviceLayer layer = layers.get(i);
      if (layer.inputs().contains(value)) {
        last = Math.max(last, layer.readsInputs() ? backward(i) : i);
      }
      if (layer.output().equals(value) && layer.readsOutput()) {
        last = Math.max(last, backward(i));
      }
    }
    return last;
  }

  private long bytes(Value value) {
    return (long) maps.bytes() * batch * value.area() * value.channels();
  }
}
