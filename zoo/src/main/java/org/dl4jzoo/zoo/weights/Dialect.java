package org.dl4jzoo.zoo.weights;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dl4jzoo.zoo.model.ImageShape;
import org.dl4jzoo.zoo.model.LayerNames;
import org.dl4jzoo.zoo.model.NameScheme;
import org.dl4jzoo.zoo.model.ParameterLayer;

/** How a library names and lays out the parameters of a layer, whatever the network. */
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

    /** Without the prefix that DataParallel gives to all. */
    @Override
    Map<String, String> plainNames(Collection<String> inFile, LayerNames names) {
      boolean parallel = inFile.stream().allMatch(name -> name.startsWith(PARALLEL));
      Map<String, String> plain = new LinkedHashMap<>();
      inFile.forEach(name -> plain.put(parallel ? name.substring(PARALLEL.length()) : name, name));
      return plain;
    }

    @Override
    boolean isIrrelevant(String plainName) {
      return plainName.endsWith(".num_batches_tracked");
    }

    @Override
    Layout weights(ParameterLayer layer) {
      return outputsFirst(layer);
    }
  },

  /** As PyTorch, but hidden layers that are fully connected are convolutions over the whole map. */
  TIMM {
    @Override
    String tensor(String layer, Role role, ParameterLayer.Kind kind) {
      return TORCH.tensor(layer, role, kind);
    }

    @Override
    Map<String, String> plainNames(Collection<String> inFile, LayerNames names) {
      return TORCH.plainNames(inFile, names);
    }

    @Override
    boolean isIrrelevant(String plainName) {
      return TORCH.isIrrelevant(plainName);
    }

    @Override
    Layout weights(ParameterLayer layer) {
      Layout torch = TORCH.weights(layer);
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
    Layout weights(ParameterLayer layer) {
      return layer.fullyConnected() ? channelsFirst(layer) : outputsFirst(layer);
    }

    @Override
    int outputAxis(ParameterLayer.Kind kind) {
      return kind.fullyConnected() ? 1 : 0;
    }

    @Override
    int inputAxis(ParameterLayer.Kind kind) {
      return 1 - outputAxis(kind);
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

    /** Keras 3 calls a depthwise kernel a kernel. */
    @Override
    String plainTensor(String layer, Role role, ParameterLayer.Kind kind) {
      return tensor(layer, role, ParameterLayer.Kind.CONVOLUTION);
    }

    @Override
    Map<String, String> plainNames(Collection<String> inFile, LayerNames names) {
      Map<String, String> plain = new LinkedHashMap<>();
      Set<String> layers = names.all();
      for (String name : inFile) {
        String known = plainKerasName(name, layers);
        plain.put(plain.containsKey(known) ? name : known, name);
      }
      return plain;
    }

    @Override
    Layout weights(ParameterLayer layer) {
      return inputsFirst(layer);
    }

    @Override
    int outputAxis(ParameterLayer.Kind kind) {
      return switch (kind) {
        case CONVOLUTION -> 3;
        case DEPTHWISE -> 2;
        case DENSE, CLASSIFIER, NORM -> 1;
      };
    }

    @Override
    int inputAxis(ParameterLayer.Kind kind) {
      return outputAxis(kind) - 1;
    }
  };

  private static final String PARALLEL = "module.";

  /** What Keras calls a weight, now or before it had variable scopes, as in fc1/fc1_W_1:0. */
  private static final Pattern KERAS_WEIGHT =
      Pattern.compile(
          "(?:.*?[/_])??(depthwise_kernel|kernel|bias|gamma|beta|moving_mean|moving_variance|W|b)"
              + "(?:_\\d+)?(?::\\d+)?");

  static Dialect of(NameScheme scheme) {
    return switch (scheme) {
      case KERAS -> KERAS;
      case TORCHVISION -> TORCH;
      case TIMM -> TIMM;
      case CAFFE -> CAFFE;
    };
  }

  /** The name of a tensor: of a layer of convolution, fully connected or batch normalisation. */
  abstract String tensor(String layer, Role role, ParameterLayer.Kind kind);

  /** The same name as {@link #plainNames} has it, whoever wrote it. */
  String plainTensor(String layer, Role role, ParameterLayer.Kind kind) {
    return tensor(layer, role, kind);
  }

  /** The names in a file by their plain names. */
  Map<String, String> plainNames(Collection<String> inFile, LayerNames names) {
    Map<String, String> plain = new LinkedHashMap<>();
    inFile.forEach(name -> plain.put(name, name));
    return plain;
  }

  /** Whether a tensor is no parameter, but belongs to the library's bookkeeping. */
  boolean isIrrelevant(String plainName) {
    return false;
  }

  /** How weights of a convolution or a fully connected layer lie. */
  abstract Layout weights(ParameterLayer layer);

  /** How any parameter lies; those that aren't weights are vectors everywhere. */
  final Layout layout(ParameterLayer layer, Role role) {
    return role == Role.WEIGHT ? weights(layer) : Layout.same(List.of((long) layer.out()));
  }

  /** Which dimension of such weights counts the outputs. */
  int outputAxis(ParameterLayer.Kind kind) {
    return 0;
  }

  /** Which dimension of such weights counts the inputs. */
  int inputAxis(ParameterLayer.Kind kind) {
    return 1;
  }

  /** [out, in, height, width], and [out, in] where a map is flattened channels first. */
  private static Layout outputsFirst(ParameterLayer layer) {
    if (!layer.fullyConnected()) {
      return Layout.same(layer.weightShape());
    }
    ImageShape in = layer.input();
    long flattened = layer.weightShape().get(0);
    return new Layout(
        shape(layer.out(), flattened),
        shape(layer.out(), in.channels(), in.height(), in.width()),
        0,
        2,
        3,
        1);
  }

  /** [in, out] where a map is flattened channels first. */
  private static Layout channelsFirst(ParameterLayer layer) {
    ImageShape in = layer.input();
    return new Layout(
        layer.weightShape(),
        shape(in.channels(), in.height(), in.width(), layer.out()),
        3,
        1,
        2,
        0);
  }

  /**
   * [height, width, in, out], [height, width, in, 1] where each channel has a filter, [in, out].
   */
  private static Layout inputsFirst(ParameterLayer layer) {
    long k = layer.kernel();
    return switch (layer.kind()) {
      case CONVOLUTION ->
          new Layout(shape(k, k, layer.input().channels(), layer.out()), 3, 2, 0, 1);
      case DEPTHWISE -> new Layout(shape(k, k, layer.out(), 1), 2, 3, 0, 1);
      case DENSE, CLASSIFIER -> new Layout(layer.weightShape(), 1, 0);
      case NORM -> throw new IllegalArgumentException("a norm has no weights: " + layer);
    };
  }

  private static List<Long> shape(long... dimensions) {
    return Arrays.stream(dimensions).boxed().toList();
  }

  private static String plainKerasName(String name, Set<String> layers) {
    for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
      String layer = name.substring(0, slash);
      Matcher weight = KERAS_WEIGHT.matcher(name.substring(slash + 1));
      if (layers.contains(layer) && weight.matches()) {
        String word =
            switch (weight.group(1)) {
              case "W", "depthwise_kernel" -> "kernel";
              case "b" -> "bias";
              default -> weight.group(1);
            };
        return layer + "/" + layer + "/" + word + ":0";
      }
    }
    return name;
  }
}
