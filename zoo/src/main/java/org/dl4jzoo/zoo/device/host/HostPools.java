package org.dl4jzoo.zoo.device.host;

import java.nio.ByteBuffer;
import org.dl4jzoo.zoo.device.Pools;
import org.dl4jzoo.zoo.layer.kernel.Bins;
import org.dl4jzoo.zoo.layer.kernel.PoolingShape;

/** Poolings. */
final class HostPools implements Pools {

  private final HostMemory memory;

  HostPools(HostMemory memory) {
    this.memory = memory;
  }

  @Override
  public void pool(PoolingShape shape, long x, long y, long marks) {
    Windows windows = new Windows(shape);
    int channels = (int) shape.in().channels();
    long outputs = shape.output().length();
    float[] input = memory.maps(x, shape.in().length()).all();
    Floats output = memory.maps(y, outputs);
    ByteBuffer places = shape.max() && marks != 0 ? memory.bytes(marks, outputs) : null;
    Work.each(
        windows.count(),
        window -> {
          byte[] chosen = new byte[channels];
          double[] values =
              shape.max()
                  ? largest(windows, window, input, chosen)
                  : mean(windows, window, input, channels);
          output.write((long) window * channels, values);
          if (places != null) {
            places.put(window * channels, chosen);
          }
        });
  }

  private static double[] largest(Windows windows, int window, float[] input, byte[] places) {
    double[] largest = new double[places.length];
    boolean found = false;
    for (int tap = 0; tap < windows.taps(); tap++) {
      int at = windows.at(window, tap);
      if (at != Windows.PADDING) {
        for (int i = 0; i < largest.length; i++) {
          float value = input[at + i];
          if (!found || value > largest[i] || Float.isNaN(value)) {
            largest[i] = value;
            places[i] = (byte) tap;
          }
        }
        found = true;
      }
    }
    return largest;
  }

  private static double[] mean(Windows windows, int window, float[] input, int channels) {
    double[] mean = new double[channels];
    double share = share(windows, window);
    for (int tap = 0; tap < windows.taps(); tap++) {
      int at = windows.at(window, tap);
      if (at != Windows.PADDING) {
        for (int i = 0; i < channels; i++) {
          mean[i] += share * input[at + i];
        }
      }
    }
    return mean;
  }

  /** The share of a pixel in the mean of a window. */
  private static double share(Windows windows, int window) {
    int pixels = 0;
    for (int tap = 0; tap < windows.taps(); tap++) {
      pixels += windows.at(window, tap) == Windows.PADDING ? 0 : 1;
    }
    return 1.0 / pixels;
  }

  @Override
  public void poolBack(PoolingShape shape, long marks, long dy, long dx, boolean add) {
    Windows windows = new Windows(shape);
    int channels = (int) shape.in().channels();
    long outputs = shape.output().length();
    float[] gradients = memory.maps(dy, outputs).all();
    ByteBuffer places = shape.max() ? memory.bytes(marks, outputs) : null;
    Floats result = memory.maps(dx, shape.in().length());
    int imageLength = windows.imageLength();
    Work.each(
        (int) shape.in().batch(),
        image -> {
          double[] sums = new double[imageLength];
          int start = image * imageLength;
          for (int i = 0; i < windows.perImage(); i++) {
            int window = image * windows.perImage() + i;
            if (places == null) {
              spread(windows, window, gradients, channels, sums, start);
            } else {
              choose(windows, window, gradients, places, channels, sums, start);
            }
          }
          result.write(start, sums, add);
        });
  }

  private static void choose(
      Windows windows,
      int window,
      float[] gradients,
      ByteBuffer places,
      int channels,
      double[] sums,
      int start) {
    for (int i = 0; i < channels; i++) {
      int value = window * channels + i;
      sums[windows.at(window, Byte.toUnsignedInt(places.get(value))) - start + i] +=
          gradients[value];
    }
  }

  private static void spread(
      Windows windows, int window, float[] gradients, int channels, double[] sums, int start) {
    double share = share(windows, window);
    for (int tap = 0; tap < windows.taps(); tap++) {
      int at = windows.at(window, tap);
      if (at != Windows.PADDING) {
        for (int i = 0; i < channels; i++) {
          sums[at - start + i] += share * gradients[window * channels + i];
        }
      }
    }
  }

  @Override
  public void means(Bins bins, int batch, int channels, long x, long y) {
    int pixels = bins.height() * bins.width();
    double[] shares = bins.means();
    int count = bins.rows() * bins.columns();
    Floats input = memory.maps(x, (long) batch * pixels * channels);
    Floats output = memory.maps(y, (long) batch * count * channels);
    Work.each(
        batch,
        image -> {
          double[] map = input.read((long) image * pixels * channels, pixels * channels);
          double[] sums = new double[count * channels];
          HostMatrices.addProduct(count, pixels, channels, shares, map, sums);
          output.write((long) image * count * channels, sums);
        });
  }

  @Override
  public void meansBack(Bins bins, int batch, int channels, long dy, long dx, boolean add) {
    int pixels = bins.height() * bins.width();
    int count = bins.rows() * bins.columns();
    double[] shares = HostMatrices.transposed(bins.means(), count, pixels);
    Floats gradients = memory.maps(dy, (long) batch * count * channels);
    Floats result = memory.maps(dx, (long) batch * pixels * channels);
    Work.each(
        batch,
        image -> {
          double[] map = gradients.read((long) image * count * channels, count * channels);
          double[] sums = new double[pixels * channels];
          HostMatrices.addProduct(pixels, count, channels, shares, map, sums);
          result.write((long) image * pixels * channels, sums, add);
        });
  }
}
