package org.dl4jzoo.zoo.device.host;

import org.dl4jzoo.zoo.layer.kernel.ConvolutionShape;

/** A convolution of each channel on its own. */
final class DepthwiseConvolution implements HostConvolution {

  private final HostMemory memory;
  private final Windows windows;
  private final int channels;
  private final long inputs;
  private final long outputs;

  DepthwiseConvolution(HostMemory memory, ConvolutionShape shape) {
    this.memory = memory;
    windows = new Windows(shape);
    channels = (int) shape.out();
    inputs = shape.in().length();
    outputs = shape.output().length();
  }

  /** The weights, [taps, channels]. */
  private double[] taps(long w) {
    double[] parameters = memory.maps(w, (long) channels * windows.taps()).exact();
    return HostMatrices.transposed(parameters, channels, windows.taps());
  }

  @Override
  public void forward(long x, long w, Epilogue epilogue, long y) {
    float[] input = memory.maps(x, inputs).all();
    double[] taps = taps(w);
    Floats output = memory.maps(y, outputs);
    Work.each(
        windows.count(),
        window -> {
          double[] sums = new double[channels];
          for (int tap = 0; tap < windows.taps(); tap++) {
            int at = windows.at(window, tap);
            if (at != Windows.PADDING) {
              addTimes(input, at, taps, tap * channels, sums, 0);
            }
          }
          epilogue.apply((long) window * channels, sums);
          output.write((long) window * channels, sums);
        });
  }

  @Override
  public void backData(long w, long dy, long dx, boolean add) {
    float[] gradients = memory.maps(dy, outputs).all();
    double[] taps = taps(w);
    Floats result = memory.maps(dx, inputs);
    int imageLength = windows.imageLength();
    Work.each(
        windows.count() / windows.perImage(),
        image -> {
          double[] sums = new double[imageLength];
          for (int i = 0; i < windows.perImage(); i++) {
            int window = image * windows.perImage() + i;
            for (int tap = 0; tap < windows.taps(); tap++) {
              int at = windows.at(window, tap);
              if (at != Windows.PADDING) {
                int to = at - image * imageLength;
                addTimes(gradients, window * channels, taps, tap * channels, sums, to);
              }
            }
          }
          result.write((long) image * imageLength, sums, add);
        });
  }

  @Override
  public void backWeights(long x, long dy, long dw) {
    float[] input = memory.maps(x, inputs).all();
    double[] gradients = memory.maps(dy, outputs).exact();
    double[][] taps = new double[windows.taps()][channels];
    Work.each(
        windows.taps(),
        tap -> {
          for (int window = 0; window < windows.count(); window++) {
            int at = windows.at(window, tap);
            if (at != Windows.PADDING) {
              addTimes(input, at, gradients, window * channels, taps[tap], 0);
            }
          }
        });
    double[] weights = new double[channels * windows.taps()];
    for (int tap = 0; tap < taps.length; tap++) {
      for (int channel = 0; channel < channels; channel++) {
        weights[channel * taps.length + tap] = taps[tap][channel];
      }
    }
    memory.floats(dw, weights.length).write(0, weights);
  }

  /** Adds the products of a pixel's channels with others. */
  private void addTimes(float[] pixels, int at, double[] others, int from, double[] sums, int to) {
    for (int i = 0; i < channels; i++) {
      sums[to + i] += pixels[at + i] * others[from + i];
    }
  }
}
