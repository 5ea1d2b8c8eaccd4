// Normalisation by neighbouring channels.

// k + alpha / size times the sum of squares of the channels from c - before to c + after.
__device__ __forceinline__ float respondBase(
    const map_t* pixel, int c, int channels, int before, int after, float k, float share) {
  float sum = 0;
  int last = min(channels - 1, c + after);
  for (int i = max(0, c - before); i <= last; i++) {
    float value = single(pixel, i);
    sum += value * value;
  }
  return k + share * sum;
}

KERNEL respond(
    u64 count, int channels, int before, int after, float k, float share, float beta,
    const map_t* x, map_t* y) {
  EACH(i, count) {
    u64 row = i;
    int c = split(row, channels);
    float base = respondBase(x + row * channels, c, channels, before, after, k, share);
    put(y, i, single(x, i) * powf(base, -beta), 0);
  }
}

// Channel c is a neighbour of those from c - after to c + before.
KERNEL respondBack(
    u64 count, int channels, int before, int after, float k, float share, float beta,
    const map_t* x, const map_t* dy, map_t* dx, int add) {
  EACH(i, count) {
    u64 row = i;
    int c = split(row, channels);
    const map_t* pixel = x + row * channels;
    const map_t* gradient = dy + row * channels;
    float sum = 0;
    float own = 0;
    int last = min(channels - 1, c + before);
    for (int j = max(0, c - after); j <= last; j++) {
      float base = respondBase(pixel, j, channels, before, after, k, share);
      float power = powf(base, -beta);
      if (j == c) own = power;
      sum += single(gradient, j) * single(pixel, j) * power / base;
    }
    float d = single(gradient, c) * own - 2 * beta * share * single(pixel, c) * sum;
    put(dx, i, d, add);
  }
}
