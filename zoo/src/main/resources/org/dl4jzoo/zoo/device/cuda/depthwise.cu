// Depthwise convolutions; weights are [kernel, kernel, channels]. A block takes neighbouring
// pixels of some channels, so that the pixels under several windows are read from the first cache.

// The pixel and channels of a thread: 32 values of 8 x 4 pixels, or 32 channels of 4 x 2.
template <int V>
struct Tile {
  static const int LANES = V == 4 ? 8 : 32;
  static const int WIDE = V == 4 ? 8 : 4;
  static const int HIGH = V == 4 ? 4 : 2;
  int c;
  int x;
  int y;
  u64 image;

  __device__ Tile(int channels, int width, int height) {
    u64 block = blockIdx.x;
    int thread = threadIdx.x;
    c = split(block, (channels + LANES - 1) / LANES) * LANES + thread % LANES;
    x = split(block, (width + WIDE - 1) / WIDE) * WIDE + thread / LANES % WIDE;
    y = split(block, (height + HIGH - 1) / HIGH) * HIGH + thread / LANES / WIDE;
    image = block;
  }

  __device__ bool inside(int channels, int width, int height) {
    return c < channels && x < width && y < height;
  }
};

template <int V>
__device__ __forceinline__ void addProduct(Values<V>& sum, Values<V> a, Values<V> b) {
#pragma unroll
  for (int v = 0; v < V; v++) sum.at[v] += a.at[v] * b.at[v];
}

template <int V>
__device__ void depthwise(
    Sliding d, const float* x, const float* w, const float* bias, const float* term,
    int activation, float* y) {
  Tile<V> t(d.channels, d.outWidth, d.outHeight);
  if (!t.inside(d.channels, d.outWidth, d.outHeight)) return;
  Values<V> sum = zeros<V>();
  for (int ky = 0; ky < d.kernel; ky++) {
    int iy = t.y * d.stride + ky - d.top;
    if (iy < 0 || iy >= d.height) continue;
    for (int kx = 0; kx < d.kernel; kx++) {
      int ix = t.x * d.stride + kx - d.left;
      if (ix < 0 || ix >= d.width) continue;
      Values<V> weight = load<V>(w, (ky * d.kernel + kx) * d.channels + t.c);
      u64 at = ((t.image * d.height + iy) * d.width + ix) * d.channels + t.c;
      addProduct<V>(sum, load<V>(x, at), weight);
    }
  }
  u64 to = ((t.image * d.outHeight + t.y) * d.outWidth + t.x) * d.channels + t.c;
  if (bias) addTo<V>(sum, load<V>(bias, t.c));
  if (term) addTo<V>(sum, load<V>(term, to));
  store<V>(y, to, activated<V>(sum, activation));
}
BOTH(depthwise,
     (SLIDING_PARAMETERS, const float* x, const float* w, const float* bias, const float* term,
      int activation, float* y),
     (SLIDING, x, w, bias, term, activation, y))

template <int V>
__device__ void depthwiseBackData(
    Sliding d, const float* w, const float* dy, float* dx, int add) {
  Tile<V> t(d.channels, d.width, d.height);
  if (!t.inside(d.channels, d.width, d.height)) return;
  Values<V> sum = zeros<V>();
  for (int ky = 0; ky < d.kernel; ky++) {
    int high = t.y + d.top - ky;
    int oy = high / d.stride;
    if (high < 0 || oy * d.stride != high || oy >= d.outHeight) continue;
    for (int kx = 0; kx < d.kernel; kx++) {
      int wide = t.x + d.left - kx;
      int ox = wide / d.stride;
      if (wide < 0 || ox * d.stride != wide || ox >= d.outWidth) continue;
      Values<V> weight = load<V>(w, (ky * d.kernel + kx) * d.channels + t.c);
      u64 at = ((t.image * d.outHeight + oy) * d.outWidth + ox) * d.channels + t.c;
      addProduct<V>(sum, load<V>(dy, at), weight);
    }
  }
  u64 to = ((t.image * d.height + t.y) * d.width + t.x) * d.channels + t.c;
  put<V>(dx, to, sum, add);
}
BOTH(depthwiseBackData,
     (SLIDING_PARAMETERS, const float* w, const float* dy, float* dx, int add),
     (SLIDING, w, dy, dx, add))

// Partial sums of the weights' gradient, [chunks, kernel, kernel, channels]. A block takes K taps
// of a row of the kernel (blockIdx.z counts them), some channels (blockIdx.x) and a chunk of the
// output's pixels (blockIdx.y).
template <int V, int K>
__device__ void depthwiseBackWeights(
    u64 pixels, Sliding d, int lanes, const float* x, const float* dy, float* partials) {
  int ky = blockIdx.z * K / d.kernel;
  int kx = blockIdx.z * K % d.kernel;
  float* taps = partials;
  sumChunk<V, K>(pixels, d.channels, lanes, taps, [&](u64 pixel, int c, float* sum) {
    u64 image = pixel;
    int ox = split(image, d.outWidth);
    int oy = split(image, d.outHeight);
    int iy = oy * d.stride + ky - d.top;
    if (iy < 0 || iy >= d.height) return;
    Values<V> gradient = load<V>(dy, pixel * d.channels + c);
    u64 row = (image * d.height + iy) * d.width;
#pragma unroll
    for (int k = 0; k < K; k++) {
      int ix = ox * d.stride + kx + k - d.left;
      if (ix < 0 || ix >= d.width) continue;
      Values<V> value = load<V>(x, (row + ix) * d.channels + c);
#pragma unroll
      for (int v = 0; v < V; v++) sum[k * V + v] += value.at[v] * gradient.at[v];
    }
  });
}

#define BACK_WEIGHTS(K) \
  KERNEL depthwiseBackWeights##K##x1( \
      u64 pixels, SLIDING_PARAMETERS, int lanes, const float* x, const float* dy, \
      float* partials) { \
    Sliding d = SLIDING; \
    u64 part = (u64) blockIdx.z * gridDim.y * K * channels; \
    depthwiseBackWeights<1, K>(pixels, d, lanes, x, dy, partials + part); \
  } \
  KERNEL depthwiseBackWeights##K##x4( \
      u64 pixels, SLIDING_PARAMETERS, int lanes, const float* x, const float* dy, \
      float* partials) { \
    Sliding d = SLIDING; \
    u64 part = (u64) blockIdx.z * gridDim.y * K * channels * 4; \
    depthwiseBackWeights<4, K>(pixels, d, lanes, x, dy, partials + part); \
  }
BACK_WEIGHTS(1)
BACK_WEIGHTS(3)
BACK_WEIGHTS(5)
