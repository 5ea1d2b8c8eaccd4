package org.dl4jzoo.zoo.device.host;

import org.dl4jzoo.zoo.device.Norms;
import org.dl4jzoo.zoo.layer.kernel.Activation;
import org.dl4jzoo.zoo.layer.kernel.FeatureMap;

/** Normalisation by batch; that by neighbouring channels is {@link HostResponse}. */
final class HostNorms implements Norms {

  private final HostMemory memory;

  HostNorms(HostMemory memory) {
    this.memory = memory;
  }

  /** Pixels of all images. */
  private static int rows(FeatureMap map) {
    return Math.toIntExact(map.batch() * map.height() * map.width());
  }

  private Floats values(FeatureMap map, long address) {
    return memory.maps(address, map.length());
  }

  @Override
  public void statistics(FeatureMap map, long x, Parameters norm) {
    int channels = (int) map.channels();
    float[] input = values(map, x).all();
    double[] mean = new double[channels];
    for (int i = 0; i < input.length; i++) {
      mean[i % channels] += input[i];
    }
    divide(mean, rows(map));
    double[] variance = new double[channels];
    for (int i = 0; i < input.length; i++) {
      double difference = input[i] - mean[i % channels];
      variance[i % channels] += difference * difference;
    }
    divide(variance, rows(map));
    memory.floats(norm.mean(), channels).write(0, mean);
    memory.floats(norm.variance(), channels).write(0, variance);
  }

  private static void divide(double[] values, double divisor) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= divisor;
    }
  }

  /** A norm's parameters as arrays. */
  @SuppressWarnings("ArrayRecordComponent") // Made, used once and dropped; nobody compares it.
  private record Read(double[] gamma, double[] beta, double[] mean, double[] inverse) {

    static Read of(HostMemory memory, int channels, Parameters norm) {
      double[] inverse = memory.floats(norm.variance(), channels).exact();
      for (int i = 0; i < channels; i++) {
        inverse[i] = 1 / Math.sqrt(inverse[i] + norm.eps());
      }
      return new Read(
          memory.floats(norm.gamma(), channels).exact(),
          memory.floats(norm.beta(), channels).exact(),
          memory.floats(norm.mean(), channels).exact(),
          inverse);
    }

    double normalized(int channel, double x) {
      return (x - mean[channel]) * inverse[channel];
    }
  }

  @Override
  public void normalize(FeatureMap map, long x, Parameters norm, Activation activation, long y) {
    int channels = (int) map.channels();
    Read read = Read.of(memory, channels, norm);
    Floats input = values(map, x);
    Floats output = values(map, y);
    Work.rows(
        rows(map),
        channels,
        (row, count) -> {
          double[] values = input.read(row * channels, count * channels);
          for (int i = 0; i < values.length; i++) {
            int channel = i % channels;
            double scaled = read.gamma[channel] * read.normalized(channel, values[i]);
            values[i] = Epilogue.activated(activation, scaled + read.beta[channel]);
          }
          output.write(row * channels, values);
        });
  }

  @Override
  public void join(int channels, double share, long mean, long variance, Parameters norm) {
    double[] means = memory.floats(norm.mean(), channels).exact();
    double[] variances = memory.floats(norm.variance(), channels).exact();
    double[] otherMeans = memory.floats(mean, channels).exact();
    double[] otherVariances = memory.floats(variance, channels).exact();
    for (int i = 0; i < channels; i++) {
      double difference = otherMeans[i] - means[i];
      means[i] += share * difference;
      variances[i] =
          (1 - share) * variances[i]
              + share * otherVariances[i]
              + share * (1 - share) * difference * difference;
    }
    memory.floats(norm.mean(), channels).write(0, means);
    memory.floats(norm.variance(), channels).write(0, variances);
  }

  @Override
  public void parameterGradients(
      FeatureMap map,
      long x,
      long y,
      long dy,
      Parameters norm,
      Activation activation,
      long dgamma,
      long dbeta) {
    int channels = (int) map.channels();
    Read read = Read.of(memory, channels, norm);
    double[] input = values(map, x).exact();
    double[] gradients = beforeActivation(map, activation, y, dy);
    double[] ofGamma = new double[channels];
    double[] ofBeta = new double[channels];
    for (int i = 0; i < gradients.length; i++) {
      int channel = i % channels;
      ofGamma[channel] += gradients[i] * read.normalized(channel, input[i]);
      ofBeta[channel] += gradients[i];
    }
    memory.floats(dgamma, channels).write(0, ofGamma);
    memory.floats(dbeta, channels).write(0, ofBeta);
  }

  @Override
  public void normalizeBack(
      FeatureMap map,
      long x,
      long y,
      long dy,
      Parameters norm,
      Activation activation,
      double share,
      long dgamma,
      long dbeta,
      long dx,
      boolean add) {
    int channels = (int) map.channels();
    Read read = Read.of(memory, channels, norm);
    double[] input = values(map, x).exact();
    double[] gradients = beforeActivation(map, activation, y, dy);
    double[] ofGamma = memory.floats(dgamma, channels).exact();
    double[] ofBeta = memory.floats(dbeta, channels).exact();
    for (int i = 0; i < gradients.length; i++) {
      int channel = i % channels;
      double normalized = read.normalized(channel, input[i]);
      double through = share * (ofBeta[channel] + normalized * ofGamma[channel]);
      gradients[i] = read.gamma[channel] * read.inverse[channel] * (gradients[i] - through);
    }
    values(map, dx).write(0, gradients, add);
  }

  private double[] beforeActivation(FeatureMap map, Activation activation, long y, long dy) {
    double[] gradients = values(map, dy).exact();
    if (activation != Activation.IDENTITY) {
      float[] output = values(map, y).all();
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] = Epilogue.gradient(activation, output[i], gradients[i]);
      }
    }
    return gradients;
  }

  @Override
  public void respond(FeatureMap map, Response response, long x, long y) {
    int channels = (int) map.channels();
    HostResponse norm = new HostResponse(channels, response);
    Floats input = values(map, x);
    Floats output = values(map, y);
    Work.each(
        rows(map),
        row -> {
          long start = (long) row * channels;
          output.write(start, norm.forward(input.read(start, channels)));
        });
  }

  @Override
  public void respondBack(
      FeatureMap map, Response response, long x, long dy, long dx, boolean add) {
    int channels = (int) map.channels();
    HostResponse norm = new HostResponse(channels, response);
    Floats input = values(map, x);
    Floats gradients = values(map, dy);
    Floats result = values(map, dx);
    Work.each(
        rows(map),
        row -> {
          long start = (long) row * channels;
          double[] pixel = input.read(start, channels);
          result.write(start, norm.backward(pixel, gradients.read(start, channels)), add);
        });
  }
}
