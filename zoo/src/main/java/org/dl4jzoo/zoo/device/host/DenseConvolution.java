package org.dl4jzoo.zoo.device.host;

import static org.dl4jzoo.zoo.device.host.HostMatrices.addProduct;

import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;

/**
 * A convolution as products of matrices: the windows of some pixels, a row each, with the weights
 * of a group, which are so read once for all of these pixels.
 */
final class DenseConvolution implements HostConvolution {

  /** Windows, or output channels, of a product. */
  private static final int TILE = 16;

  private final HostMemory memory;
  private final Windows windows;
  private final int in;
  private final int out;
  private final int groups;

  /** Input and output channels of a group, and weights of an output channel. */
  private final int groupIn;

  private final int groupOut;
  private final int length;

  private final long inputs;
  private final long outputs;
  private final long weights;

  DenseConvolution(HostMemory memory, ConvolutionShape shape) {
    this.memory = memory;
    windows = new Windows(shape);
    in = (int) shape.in().channels();
    out = (int) shape.out();
    groups = (int) shape.groups();
    groupIn = in / groups;
    groupOut = out / groups;
    length = windows.taps() * groupIn;
    inputs = shape.in().length();
    outputs = shape.output().length();
    weights = (long) out * length;
  }

  @Override
  public void forward(long x, long w, Epilogue epilogue, long y) {
    float[] input = memory.maps(x, inputs).all();
    double[][] turned = turned(memory.maps(w, weights));
    Floats output = memory.maps(y, outputs);
    int count = windows.count();
    Work.each(
        (count + TILE - 1) / TILE,
        tile -> {
          int first = tile * TILE;
          double[] sums = forward(input, turned, first, Math.min(TILE, count - first));
          epilogue.apply((long) first * out, sums);
          output.write((long) first * out, sums);
        });
  }

  /** The weights of each group, [length, groupOut]. */
  private double[][] turned(Floats w) {
    double[][] turned = new double[groups][length * groupOut];
    Work.each(
        out,
        channel -> {
          double[] row = w.read((long) channel * length, length);
          double[] group = turned[channel / groupOut];
          for (int i = 0; i < length; i++) {
            group[i * groupOut + channel % groupOut] = row[i];
          }
        });
    return turned;
  }

  private double[] forward(float[] input, double[][] turned, int first, int count) {
    double[] rows = new double[count * out];
    for (int group = 0; group < groups; group++) {
      double[] under = under(input, group, first, count);
      double[] sums = new double[count * groupOut];
      addProduct(count, length, groupOut, under, turned[group], sums);
      for (int row = 0; row < count; row++) {
        System.arraycopy(sums, row * groupOut, rows, row * out + group * groupOut, groupOut);
      }
    }
    return rows;
  }

  /** The values under some windows, [count, length]. */
  private double[] under(float[] input, int group, int first, int count) {
    double[] under = new double[count * length];
    for (int row = 0; row < count; row++) {
      for (int tap = 0; tap < windows.taps(); tap++) {
        int at = windows.at(first + row, tap);
        if (at != Windows.PADDING) {
          int from = at + group * groupIn;
          int to = row * length + tap * groupIn;
          for (int i = 0; i < groupIn; i++) {
            under[to + i] = input[from + i];
          }
        }
      }
    }
    return under;
  }

  @Override
  public void backData(long w, long dy, long dx, boolean add) {
    double[][] kernels = new double[groups][];
    Floats stored = memory.maps(w, weights);
    for (int group = 0; group < groups; group++) {
      kernels[group] = stored.read((long) group * groupOut * length, groupOut * length);
    }
    float[] gradients = memory.maps(dy, outputs).all();
    Floats result = memory.maps(dx, inputs);
    int imageLength = windows.imageLength();
    Work.each(
        windows.count() / windows.perImage(),
        image -> {
          double[] sums = imageGradient(kernels, gradients, image);
          result.write((long) image * imageLength, sums, add);
        });
  }

  private double[] imageGradient(double[][] kernels, float[] gradients, int image) {
    double[] sums = new double[windows.imageLength()];
    int end = (image + 1) * windows.perImage();
    for (int first = image * windows.perImage(); first < end; first += TILE) {
      int count = Math.min(TILE, end - first);
      for (int group = 0; group < groups; group++) {
        double[] rows = ofGroup(gradients, group * groupOut, groupOut, first, count);
        double[] under = new double[count * length];
        addProduct(count, groupOut, length, rows, kernels[group], under);
        addUnder(under, group, first, count, sums, image * windows.imageLength());
      }
    }
    return sums;
  }

  /** Some channels of some output pixels, [count, channels]. */
  private double[] ofGroup(float[] output, int start, int channels, int first, int count) {
    double[] rows = new double[count * channels];
    for (int row = 0; row < count; row++) {
      int from = (first + row) * out + start;
      for (int i = 0; i < channels; i++) {
        rows[row * channels + i] = output[from + i];
      }
    }
    return rows;
  }

  private void addUnder(
      double[] under, int group, int first, int count, double[] sums, int imageStart) {
    for (int row = 0; row < count; row++) {
      for (int tap = 0; tap < windows.taps(); tap++) {
        int at = windows.at(first + row, tap);
        if (at != Windows.PADDING) {
          int to = at - imageStart + group * groupIn;
          int from = row * length + tap * groupIn;
          for (int i = 0; i < groupIn; i++) {
            sums[to + i] += under[from + i];
          }
        }
      }
    }
  }

  @Override
  public void backWeights(long x, long dy, long dw) {
    float[] input = memory.maps(x, inputs).all();
    float[] gradients = memory.maps(dy, outputs).all();
    Floats result = memory.floats(dw, weights);
    int tiles = (groupOut + TILE - 1) / TILE;
    Work.each(
        groups * tiles,
        task -> {
          int group = task / tiles;
          int start = group * groupOut + task % tiles * TILE;
          int channels = Math.min(TILE, (group + 1) * groupOut - start);
          double[] sums = weightGradient(input, gradients, group, start, channels);
          result.write((long) start * length, sums);
        });
  }

  private double[] weightGradient(
      float[] input, float[] gradients, int group, int start, int channels) {
    double[] sums = new double[channels * length];
    for (int first = 0; first < windows.count(); first += TILE) {
      int count = Math.min(TILE, windows.count() - first);
      double[] rows = ofGroup(gradients, start, channels, first, count);
      double[] turned = HostMatrices.transposed(rows, count, channels);
      addProduct(channels, count, length, turned, under(input, group, first, count), sums);
    }
    return sums;
  }
}
