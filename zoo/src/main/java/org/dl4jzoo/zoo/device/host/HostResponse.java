package org.dl4jzoo.zoo.device.host;

import org.dl4jzoo.zoo.device.Norms;

/** Local response normalisation of one pixel's channels. */
final class HostResponse {

  private final int channels;
  private final Norms.Response response;

  HostResponse(int channels, Norms.Response response) {
    this.channels = channels;
    this.response = response;
  }

  /** k + alpha / size * the sum of the squares of a channel's neighbours. */
  private double[] bases(double[] x) {
    double[] bases = new double[channels];
    for (int channel = 0; channel < channels; channel++) {
      double squares = 0;
      for (int other = first(channel); other < end(channel); other++) {
        squares += x[other] * x[other];
      }
      bases[channel] = response.k() + response.alpha() / response.size() * squares;
    }
    return bases;
  }

  /** With an even size there is one neighbour more below than above, as in PyTorch. */
  private int first(int channel) {
    return Math.max(0, channel - response.size() / 2);
  }

  private int end(int channel) {
    return Math.min(channels, channel - response.size() / 2 + response.size());
  }

  double[] forward(double[] x) {
    double[] bases = bases(x);
    double[] y = new double[channels];
    for (int channel = 0; channel < channels; channel++) {
      y[channel] = x[channel] * Math.pow(bases[channel], -response.beta());
    }
    return y;
  }

  double[] backward(double[] x, double[] dy) {
    double[] bases = bases(x);
    double[] dx = new double[channels];
    double factor = 2 * response.beta() * response.alpha() / response.size();
    for (int channel = 0; channel < channels; channel++) {
      double power = Math.pow(bases[channel], -response.beta());
      dx[channel] += dy[channel] * power;
      double through = factor * dy[channel] * x[channel] * power / bases[channel];
      for (int other = first(channel); other < end(channel); other++) {
        dx[other] -= through * x[other];
      }
    }
    return dx;
  }
}
