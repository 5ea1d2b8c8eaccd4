// Normalisation by neighbouring channels.

// k + alpha / size times the sum of squares of the channels from c - before to c + after.
__device__ __forceinline__ float respondBase(
    const float* pixel, int c, int channels, int before, int after, float k, float share) {
  float sum = 0;
  int last = min(channels - 1, c + after);
  for (int i = max(0, c - before); i <= last; i++) sum += pixel[i] * pixel[i];
  return k + share * sum;
}

KERNEL respond(
    u64 count, int channels, int before, int after, float k, float share, float beta,
    const float* x, float* y) {
  EACH(i, count) {
    u64 row = i;
    int c = split(row, channels);
    float base = respondBase(x + row * channels, c, channels, before, after, k, share);
    y[i] = x[i] * powf(base, -beta);
  }
}

// Channel c is a neighbour of those from c - after to c + before.
KERNEL respondBack(
    u64 count, int channels, int before, int after, float k, float share, float beta,
    const float* x, const float* dy, float* dx, int add) {
  EACH(i, count) {
    u64 row = i;
    int c = split(row, channels);
    const float* pixel = x + row * channels;
    const float* gradient = dy + row * channels;
    float sum = 0;
    float own = 0;
    int last = min(channels - 1, c + before);
    for (int j = max(0, c - after); j <= last; j++) {
      float base = respondBase(pixel, j, channels, before, after, k, share);
      float power = powf(base, -beta);
      if (j == c) own = power;
      sum += gradient[j] * pixel[j] * power / base;
    }
    float d = gradient[c] * own - 2 * beta * share * pixel[c] * sum;
    dx[i] = add ? dx[i] + d : d;
  }
}
