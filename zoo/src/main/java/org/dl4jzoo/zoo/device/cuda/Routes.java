package org.dl4jzoo.zoo.device.cuda;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jzoo.zoo.device.GrowingMemory;
import org.dl4jzoo.zoo.device.Memory;
import org.dl4jzoo.zoo.device.choice.Choices;
import org.dl4jzoo.zoo.device.cuda.CudnnAlgorithms.Algorithm;
import org.dl4jzoo.zoo.device.cuda.CudnnShape.Order;
import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;
import org.dl4jzoo.zoo.layer.kernel.Insets;

/**
 * The fastest route of each convolution, found by timing when it is first wanted. A number of
 * images that is not far larger takes the same way without being timed: an epoch's last batch is
 * often a smaller one.
 */
final class Routes implements AutoCloseable {

  private static final long MOST_WORKSPACE = 1L << 30;

  /** What is fastest for some images is taken for so many times as many. */
  private static final int ALIKE = 4;

  /** A way found for so many images. */
  private record Known(String name, long images) {}

  private record Wanted(ConvolutionShape shape, Direction direction, boolean add) {

    String words() {
      return "%s %s%s".formatted(direction, shape, add ? " added" : "");
    }

    /** The same of one image. */
    Wanted ofImage() {
      FeatureMap image = shape.in().image();
      return new Wanted(
          new ConvolutionShape(
              image,
              shape.out(),
              shape.kernelSize(),
              shape.stride(),
              shape.padding(),
              shape.groups()),
          direction,
          add);
    }
  }

  private record Described(ConvolutionShape shape, Order order) {}

  private final Memory memory;
  private final CudaStream stream;
  private final CudnnHandle handle;
  private final CublasMatrices matrices;
  private final CudaLayouts layouts;
  private final Choices kept;
  private final GrowingMemory workspace;
  private final GrowingMemory operands;
  private final GrowingMemory padded;
  private final GrowingMemory gradient;
  private final Map<Wanted, Route> fastest = new HashMap<>();
  private final Map<Wanted, Known> known = new HashMap<>();
  private final Map<Described, CudnnShape> described = new HashMap<>();
  private final List<String> choices = new ArrayList<>();

  Routes(
      Memory memory,
      CudaStream stream,
      CudnnHandle handle,
      CublasMatrices matrices,
      CudaLayouts layouts,
      Choices kept) {
    this.memory = memory;
    this.stream = stream;
    this.handle = handle;
    this.matrices = matrices;
    this.layouts = layouts;
    this.kept = kept;
    this.workspace = new GrowingMemory(memory);
    this.operands = new GrowingMemory(memory);
    this.padded = new GrowingMemory(memory);
    this.gradient = new GrowingMemory(memory);
  }

  /** Computes a convolution by its fastest route. */
  void run(ConvolutionShape shape, Direction direction, boolean add, long a, long b, long result) {
    Wanted wanted = new Wanted(shape, direction, add);
    Route route = fastest.get(wanted);
    if (route == null) {
      route = find(wanted, a, b, result);
      fastest.put(wanted, route);
    }
    route.run(a, b, result);
  }

  private Route find(Wanted wanted, long a, long b, long result) {
    Insets insets = wanted.shape().padding();
    if (insets.top() != insets.bottom() || insets.left() != insets.right()) {
      return padded(wanted, a, b, result);
    }
    List<Route> routes = candidates(wanted);
    String words = wanted.words();
    Optional<Route> before = kept.of(words).flatMap(name -> named(name, routes));
    if (before.isPresent()) {
      know(wanted, before.get());
      return before.get();
    }
    Route found = alike(wanted, routes).orElseGet(() -> byTime(wanted, routes, a, b, result));
    // Another process that has found one meanwhile decides for this one too.
    return named(kept.keep(words, found.name()), routes).orElse(found);
  }

  private void know(Wanted wanted, Route route) {
    Known now = new Known(route.name(), wanted.shape().in().batch());
    known.merge(wanted.ofImage(), now, (old, one) -> old.images() > one.images() ? old : one);
  }

  private Optional<Route> alike(Wanted wanted, List<Route> routes) {
    return Optional.ofNullable(known.get(wanted.ofImage()))
        .filter(one -> wanted.shape().in().batch() <= ALIKE * one.images())
        .flatMap(one -> named(one.name(), routes));
  }

  private static Optional<Route> named(String name, List<Route> routes) {
    return routes.stream().filter(route -> route.name().equals(name)).findFirst();
  }

  /** The route of the padded shape; its operand may hold anything while it is timed. */
  private Route padded(Wanted wanted, long a, long b, long result) {
    ConvolutionShape shape = wanted.shape();
    ConvolutionShape around =
        new ConvolutionShape(
            CudaLayouts.around(shape.in(), shape.padding()),
            shape.out(),
            shape.kernelSize(),
            shape.stride(),
            Insets.NONE,
            shape.groups());
    long map = padded.bytes(bytes(around.in()));
    Wanted inner = new Wanted(around, wanted.direction(), false);
    Route route =
        switch (wanted.direction()) {
          case FORWARD, BACK_WEIGHTS -> find(inner, map, b, result);
          case BACK_DATA -> find(inner, a, b, map);
        };
    return new PaddedRoute(
        route,
        shape.in(),
        shape.padding(),
        wanted.direction(),
        wanted.add(),
        layouts,
        padded,
        handle.maps());
  }

  private long bytes(FeatureMap map) {
    return map.length() * handle.maps().bytes();
  }

  private List<Route> candidates(Wanted wanted) {
    List<Route> routes = new ArrayList<>();
    if (MatrixRoute.fits(wanted.shape())) {
      routes.add(new MatrixRoute(matrices, wanted.shape(), wanted.direction(), wanted.add()));
    } else if (wanted.shape().groups() == 1) {
      routes.add(unfolded(wanted));
    }
    addCudnn(wanted, mostWorkspace(), routes);
    if (routes.isEmpty()) {
      // In several groups nothing but cuDNN can, with as much memory as it wants.
      addCudnn(wanted, Long.MAX_VALUE, routes);
    }
    return routes;
  }

  private void addCudnn(Wanted wanted, long mostWorkspace, List<Route> routes) {
    for (Algorithm algorithm : algorithms(wanted, Order.CHANNELS, mostWorkspace)) {
      routes.add(cudnn(wanted, Order.CHANNELS, algorithm, wanted.add()));
    }
    for (Algorithm algorithm : algorithms(wanted, Order.PLANES, mostWorkspace)) {
      Route planes = cudnn(wanted, Order.PLANES, algorithm, false);
      routes.add(
          new PlanesRoute(
              planes,
              wanted.shape(),
              wanted.direction(),
              wanted.add(),
              layouts,
              operands,
              handle.maps()));
    }
  }

  private Route unfolded(Wanted wanted) {
    return new UnfoldedRoute(
        matrices,
        layouts,
        operands,
        wanted.shape(),
        wanted.direction(),
        wanted.add(),
        handle.maps());
  }

  private List<Algorithm> algorithms(Wanted wanted, Order order, long mostWorkspace) {
    CudnnShape shape = describe(wanted.shape(), order);
    return CudnnAlgorithms.of(handle, shape, wanted.direction(), mostWorkspace);
  }

  /** Bytes that an algorithm may want beside its operands. */
  long mostWorkspace() {
    return Math.min(MOST_WORKSPACE, workspace.size() + memory.available() / 4);
  }

  private Route cudnn(Wanted wanted, Order order, Algorithm algorithm, boolean add) {
    CudnnShape shape = describe(wanted.shape(), order);
    return new CudnnRoute(
        handle, shape, wanted.direction(), algorithm, workspace, gradient, layouts, add);
  }

  /** cuDNN's descriptions of a convolution. */
  CudnnShape describe(ConvolutionShape shape, Order order) {
    return described.computeIfAbsent(
        new Described(shape, order),
        wanted -> new CudnnShape(wanted.shape(), wanted.order(), handle));
  }

  /**
   * Times the routes on a copy of the result, as what is there may be added to. What slower routes
   * needed is given back.
   */
  private Route byTime(Wanted wanted, List<Route> routes, long a, long b, long result) {
    GrowingMemory copy = new GrowingMemory(memory);
    try {
      long to = wanted.add() ? copy.bytes(bytes(wanted.shape().in())) : result;
      Trial trial = new Trial(stream);
      routes.forEach(route -> trial.tryOut(route, a, b, to));
      Route best = trial.best(wanted.words());
      know(wanted, best);
      choices.add("%s: %s".formatted(wanted.words(), trial));
      return best;
    } finally {
      copy.release();
      operands.release();
    }
  }

  /** What was tried and how long it took, for each convolution. */
  List<String> choices() {
    return List.copyOf(choices);
  }

  /** The workspace that algorithms share. */
  GrowingMemory workspace() {
    return workspace;
  }

  @Override
  public void close() {
    described.values().forEach(CudnnShape::close);
  }
}
