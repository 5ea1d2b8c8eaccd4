package org.dl4jzoo.zoo.weights;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.dl4jzoo.zoo.names.LayerNames;
import org.dl4jzoo.zoo.names.NameScheme;
import org.dl4jzoo.zoo.names.StoredLayers.Sizes;
import org.dl4jzoo.zoo.net.ImageShape;
import org.dl4jzoo.zoo.net.ParameterLayer;

/** How a library names the parameters of a layer and orders their axes, whatever the network. */
enum Dialect {
  TORCH {
    @Override
    String tensor(String layer, Role role, ParameterLayer.Kind kind) {
      return layer
          + switch (role) {
            case WEIGHT, GAMMA -> ".weight";
            case BIAS, BETA -> ".bias";
            case MEAN -> ".running_mean";
            case VARIANCE -> ".running_var";
          };
    }

    /** Without the prefix that a network gets as a part of another module. */
    @Override
    PlainNames plainNames(Collection<String> inFile, LayerNames names) {
      LayerNames.Entry first = names.byVertex().values().iterator().next();
      return PlainNames.withoutPrefix(inFile, plainTensor(first.weights(), Role.WEIGHT));
    }

    @Override
    boolean isIrrelevant(String plainName) {
      return plainName.endsWith(".num_batches_tracked");
    }

    @Override
    AxisOrder weights(ParameterLayer layer) {
      return outputsFirst(layer);
    }
  },

  /** As PyTorch, but hidden fully connected layers are convolutions over the whole map. */
  TIMM {
    @Override
    String tensor(String layer, Role role, ParameterLayer.Kind kind) {
      return TORCH.tensor(layer, role, kind);
    }

    @Override
    PlainNames plainNames(Collection<String> inFile, LayerNames names) {
      return TORCH.plainNames(inFile, names);
    }

    @Override
    boolean isIrrelevant(String plainName) {
      return TORCH.isIrrelevant(plainName);
    }

    @Override
    AxisOrder weights(ParameterLayer layer) {
      AxisOrder torch = TORCH.weights(layer);
      return layer.kind() == ParameterLayer.Kind.DENSE ? torch.unflatten() : torch;
    }
  },

  CAFFE {
    @Override
    String tensor(String layer, Role role, ParameterLayer.Kind kind) {
      return switch (role) {
        case WEIGHT -> layer + "_w";
        case BIAS -> layer + "_b";
        case GAMMA, BETA, MEAN, VARIANCE ->
            throw new IllegalStateException("no batch norm in files of Caffe: " + layer);
      };
    }

    @Override
    AxisOrder weights(ParameterLayer layer) {
      return layer.fullyConnected() ? channelsFirst(layer) : outputsFirst(layer);
    }

    @Override
    Sizes sizes(List<Long> shape) {
      return shape.size() == 2 ? sizesAt(shape, 1, 0) : sizesAt(shape, 0, 1);
    }
  },

  KERAS {
    @Override
    String tensor(String layer, Role role, ParameterLayer.Kind kind) {
      String weight =
          switch (role) {
            case WEIGHT -> kind == ParameterLayer.Kind.DEPTHWISE ? "depthwise_kernel" : "kernel";
            case BIAS -> "bias";
            case GAMMA -> "gamma";
            case BETA -> "beta";
            case MEAN -> "moving_mean";
            case VARIANCE -> "moving_variance";
          };
      return layer + "/" + layer + "/" + weight + ":0";
    }

    @Override
    PlainNames plainNames(Collection<String> inFile, LayerNames names) {
      return KerasNames.plain(inFile, names);
    }

    @Override
    boolean isIrrelevant(String plainName) {
      return plainName.contains("seed_generator");
    }

    @Override
    AxisOrder weights(ParameterLayer layer) {
      return inputsFirst(layer);
    }

    /** A convolution to one channel, which no network has, would look like one of each channel. */
    @Override
    Sizes sizes(List<Long> shape) {
      int last = shape.size() - 1;
      boolean depthwise = shape.size() == 4 && shape.get(last) == 1;
      return depthwise ? sizesAt(shape, last - 1, last) : sizesAt(shape, last, last - 1);
    }
  };

  static Dialect of(NameScheme scheme) {
    return switch (scheme) {
      case KERAS -> KERAS;
      case TORCHVISION -> TORCH;
      case TIMM -> TIMM;
      case CAFFE -> CAFFE;
    };
  }

  /**
   * The name that the library gives a tensor.
   *
   * @param layer the library's name of the layer, which is a convolution, a fully connected layer
   *     or a batch normalisation
   */
  abstract String tensor(String layer, Role role, ParameterLayer.Kind kind);

  /**
   * The plain name of a tensor, by which {@link #plainNames} has it whichever version of the
   * library wrote the file. It doesn't tell kinds apart: Keras 3 calls a depthwise kernel a kernel.
   */
  final String plainTensor(String layer, Role role) {
    return tensor(layer, role, ParameterLayer.Kind.CONVOLUTION);
  }

  /** The names in a file by their plain names. */
  PlainNames plainNames(Collection<String> inFile, LayerNames names) {
    return PlainNames.same(inFile);
  }

  /** Whether files of a format may have its names. */
  final boolean isIn(String format) {
    return switch (format) {
      case "keras-h5" -> this == KERAS;
      case "torch" -> this == TORCH || this == TIMM;
      default -> true;
    };
  }

  /** The module or layer that a tensor of this plain name is of: the first part of the name. */
  final String root(String plainName) {
    int end = plainName.indexOf(this == KERAS ? '/' : '.');
    return end < 0 ? plainName : plainName.substring(0, end);
  }

  /** Whether a tensor is no parameter, but one of the library's own counters. */
  boolean isIrrelevant(String plainName) {
    return false;
  }

  /** The axes of the weights of a convolution or a fully connected layer. */
  abstract AxisOrder weights(ParameterLayer layer);

  /** The axes of any parameter; those that aren't weights are vectors in every library. */
  final AxisOrder axes(ParameterLayer layer, Role role) {
    return role == Role.WEIGHT ? weights(layer) : AxisOrder.same(List.of((long) layer.out()));
  }

  /** What the shape of weights, which has two axes at least, tells of their layer. */
  Sizes sizes(List<Long> shape) {
    return sizesAt(shape, 0, 1);
  }

  private static Sizes sizesAt(List<Long> shape, int outputAxis, int inputAxis) {
    return new Sizes(Math.toIntExact(shape.get(outputAxis)), Math.toIntExact(shape.get(inputAxis)));
  }

  /** [out, in, height, width]; [out, in] of a map that is flattened channels first. */
  private static AxisOrder outputsFirst(ParameterLayer layer) {
    if (!layer.fullyConnected()) {
      return AxisOrder.same(layer.weightShape());
    }
    ImageShape in = layer.input();
    long flattened = layer.weightShape().get(0);
    return new AxisOrder(
        shape(layer.out(), flattened),
        shape(layer.out(), in.channels(), in.height(), in.width()),
        0,
        2,
        3,
        1);
  }

  /** [in, out] of a map that is flattened channels first. */
  private static AxisOrder channelsFirst(ParameterLayer layer) {
    ImageShape in = layer.input();
    return new AxisOrder(
        layer.weightShape(),
        shape(in.channels(), in.height(), in.width(), layer.out()),
        3,
        1,
        2,
        0);
  }

  /**
   * [height, width, in / groups, out]; depthwise [height, width, in, 1]; fully connected [in, out].
   */
  private static AxisOrder inputsFirst(ParameterLayer layer) {
    long k = layer.kernel();
    return switch (layer.kind()) {
      case CONVOLUTION ->
          new AxisOrder(shape(k, k, layer.weightShape().get(1), layer.out()), 3, 2, 0, 1);
      case DEPTHWISE -> new AxisOrder(shape(k, k, layer.out(), 1), 2, 3, 0, 1);
      case DENSE, CLASSIFIER -> new AxisOrder(layer.weightShape(), 1, 0);
      case NORM -> throw new IllegalArgumentException("a norm has no weights: " + layer);
    };
  }

  private static List<Long> shape(long... dimensions) {
    return Arrays.stream(dimensions).boxed().toList();
  }
}
