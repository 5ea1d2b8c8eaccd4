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
    Sliding d, const map_t* x, const map_t* w, const float* bias, const map_t* term,
    int activation, map_t* y) {
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
     (SLIDING_PARAMETERS, const map_t* x, const map_t* w, const float* bias, const map_t* term,
      int activation, map_t* y),
     (SLIDING, x, w, bias, term, activation, y))

// Neighbours along a row of the output that a thread computes at once: what they share of the input
// and the weights is read once.
#define STRIP 4

// The strip and channels of a thread: 32 values of 4 x 8 strips, or 32 channels of 2 x 4.
template <int V>
struct StripTile {
  static const int LANES = V == 4 ? 8 : 32;
  static const int WIDE = V == 4 ? 4 : 2;
  static const int HIGH = V == 4 ? 8 : 4;
  int c;
  int x;
  int y;
  u64 image;

  __device__ StripTile(int channels, int width, int height) {
    u64 block = blockIdx.x;
    int thread = threadIdx.x;
    int strips = (width + STRIP - 1) / STRIP;
    c = split(block, (channels + LANES - 1) / LANES) * LANES + thread % LANES;
    x = (split(block, (strips + WIDE - 1) / WIDE) * WIDE + thread / LANES % WIDE) * STRIP;
    y = split(block, (height + HIGH - 1) / HIGH) * HIGH + thread / LANES / WIDE;
    image = block;
  }
};

// The part of a row of a map from some pixel, with zeros beside the map.
template <int V, int N>
__device__ __forceinline__ void loadLine(
    const map_t* x, u64 row, int first, int width, int channels, Values<V>* line) {
#pragma unroll
  for (int n = 0; n < N; n++) {
    int ix = first + n;
    bool inside = ix >= 0 && ix < width;
    line[n] = inside ? load<V>(x, row + (u64) ix * channels) : zeros<V>();
  }
}

// As above in strips. With `turned`, weights are read from the last to the first: the gradient of
// the input of stride 1 is such a convolution of the output's.
template <int V, int K, int S>
__device__ void depthwiseStrips(
    Sliding d, const map_t* x, const map_t* w, int turned, const float* bias, const map_t* term,
    int activation, map_t* y, int add) {
  StripTile<V> t(d.channels, d.outWidth, d.outHeight);
  if (t.c >= d.channels || t.x >= d.outWidth || t.y >= d.outHeight) return;
  Values<V> sum[STRIP];
#pragma unroll
  for (int i = 0; i < STRIP; i++) sum[i] = zeros<V>();
#pragma unroll
  for (int ky = 0; ky < K; ky++) {
    int iy = t.y * S + ky - d.top;
    if (iy < 0 || iy >= d.height) continue;
    const int length = (STRIP - 1) * S + K;
    Values<V> line[length];
    u64 row = (t.image * d.height + iy) * d.width * d.channels + t.c;
    loadLine<V, length>(x, row, t.x * S - d.left, d.width, d.channels, line);
#pragma unroll
    for (int kx = 0; kx < K; kx++) {
      int tap = ky * K + kx;
      Values<V> weight = load<V>(w, (turned ? K * K - 1 - tap : tap) * d.channels + t.c);
#pragma unroll
      for (int i = 0; i < STRIP; i++) addProduct<V>(sum[i], line[i * S + kx], weight);
    }
  }
  u64 to = ((t.image * d.outHeight + t.y) * d.outWidth + t.x) * d.channels + t.c;
  Values<V> shift = bias ? load<V>(bias, t.c) : zeros<V>();
#pragma unroll
  for (int i = 0; i < STRIP; i++) {
    if (t.x + i >= d.outWidth) return;
    u64 at = to + (u64) i * d.channels;
    addTo<V>(sum[i], shift);
    if (term) addTo<V>(sum[i], load<V>(term, at));
    put<V>(y, at, activated<V>(sum[i], activation), add);
  }
}

#define STRIPS_PARAMETERS \
  (SLIDING_PARAMETERS, const map_t* x, const map_t* w, int turned, const float* bias, \
   const map_t* term, int activation, map_t* y, int add)
#define STRIPS_ARGUMENTS (SLIDING, x, w, turned, bias, term, activation, y, add)

template <int V>
__device__ void strips3by1(
    Sliding d, const map_t* x, const map_t* w, int turned, const float* bias, const map_t* term,
    int activation, map_t* y, int add) {
  depthwiseStrips<V, 3, 1>(d, x, w, turned, bias, term, activation, y, add);
}
BOTH(strips3by1, STRIPS_PARAMETERS, STRIPS_ARGUMENTS)

template <int V>
__device__ void strips3by2(
    Sliding d, const map_t* x, const map_t* w, int turned, const float* bias, const map_t* term,
    int activation, map_t* y, int add) {
  depthwiseStrips<V, 3, 2>(d, x, w, turned, bias, term, activation, y, add);
}
BOTH(strips3by2, STRIPS_PARAMETERS, STRIPS_ARGUMENTS)

template <int V>
__device__ void depthwiseBackData(
    Sliding d, const map_t* w, const map_t* dy, map_t* dx, int add) {
  Tile<V> t(d.channels, d.width, d.height);
  if (!t.inside(d.channels, d.width, d.height)) return;
  Values<V> sum = zeros<V>();
  int bottom = t.y + d.top;
  int right = t.x + d.left;
  for (int ky = bottom % d.stride; ky < d.kernel && ky <= bottom; ky += d.stride) {
    int oy = (bottom - ky) / d.stride;
    if (oy >= d.outHeight) continue;
    for (int kx = right % d.stride; kx < d.kernel && kx <= right; kx += d.stride) {
      int ox = (right - kx) / d.stride;
      if (ox >= d.outWidth) continue;
      Values<V> weight = load<V>(w, (ky * d.kernel + kx) * d.channels + t.c);
      u64 at = ((t.image * d.outHeight + oy) * d.outWidth + ox) * d.channels + t.c;
      addProduct<V>(sum, load<V>(dy, at), weight);
    }
  }
  u64 to = ((t.image * d.height + t.y) * d.width + t.x) * d.channels + t.c;
  put<V>(dx, to, sum, add);
}
BOTH(depthwiseBackData,
     (SLIDING_PARAMETERS, const map_t* w, const map_t* dy, map_t* dx, int add),
     (SLIDING, w, dy, dx, add))

// Adds the products of a pixel's gradient and the K values under it.
template <int V, int K>
__device__ __forceinline__ void addTap(
    const Values<V>* line, Values<V> gradient, float* sum) {
#pragma unroll
  for (int k = 0; k < K; k++) {
#pragma unroll
    for (int v = 0; v < V; v++) sum[k * V + v] += line[k].at[v] * gradient.at[v];
  }
}

template <int V, int K, int S>
__device__ __forceinline__ void addTaps(
    const Values<V>* line, const Values<V>* gradient, float* sum) {
#pragma unroll
  for (int i = 0; i < STRIP; i++) addTap<V, K>(line + i * S, gradient[i], sum);
}

// Partial sums of the weights' gradient, [chunks, kernel, kernel, channels]. A block takes K taps
// of a row of the kernel (blockIdx.z counts them), some channels (blockIdx.x) and a chunk of the
// output's strips (blockIdx.y).
template <int V, int K>
__device__ void depthwiseBackWeights(
    u64 strips, Sliding d, int lanes, const map_t* x, const map_t* dy, float* partials) {
  int ky = blockIdx.z * K / d.kernel;
  int kx = blockIdx.z * K % d.kernel;
  int across = (d.outWidth + STRIP - 1) / STRIP;
  sumChunk<V, K>(strips, d.channels, lanes, partials, [&](u64 strip, int c, float* sum) {
    u64 image = strip;
    int ox = split(image, across) * STRIP;
    int oy = split(image, d.outHeight);
    int iy = oy * d.stride + ky - d.top;
    if (iy < 0 || iy >= d.height) return;
    Values<V> gradient[STRIP];
    u64 to = (image * d.outHeight + oy) * d.outWidth * d.channels + c;
    loadLine<V, STRIP>(dy, to, ox, d.outWidth, d.channels, gradient);
    u64 row = (image * d.height + iy) * d.width * d.channels + c;
    int first = ox * d.stride + kx - d.left;
    if (d.stride == 1) {
      Values<V> line[STRIP + K - 1];
      loadLine<V, STRIP + K - 1>(x, row, first, d.width, d.channels, line);
      addTaps<V, K, 1>(line, gradient, sum);
    } else if (d.stride == 2) {
      Values<V> line[2 * STRIP + K - 2];
      loadLine<V, 2 * STRIP + K - 2>(x, row, first, d.width, d.channels, line);
      addTaps<V, K, 2>(line, gradient, sum);
    } else {
      for (int i = 0; i < STRIP; i++) {
        Values<V> line[K];
        loadLine<V, K>(x, row, first + i * d.stride, d.width, d.channels, line);
        addTap<V, K>(line, gradient[i], sum);
      }
    }
  });
}

#define BACK_WEIGHTS(K) \
  KERNEL depthwiseBackWeights##K##x1( \
      u64 strips, SLIDING_PARAMETERS, int lanes, const map_t* x, const map_t* dy, \
      float* partials) { \
    Sliding d = SLIDING; \
    u64 part = (u64) blockIdx.z * gridDim.y * K * channels; \
    depthwiseBackWeights<1, K>(strips, d, lanes, x, dy, partials + part); \
  } \
  KERNEL depthwiseBackWeights##K##x4( \
      u64 strips, SLIDING_PARAMETERS, int lanes, const map_t* x, const map_t* dy, \
      float* partials) { \
    Sliding d = SLIDING; \
    u64 part = (u64) blockIdx.z * gridDim.y * K * channels * 4; \
    depthwiseBackWeights<4, K>(strips, d, lanes, x, dy, partials + part); \
  }
BACK_WEIGHTS(1)
BACK_WEIGHTS(3)
BACK_WEIGHTS(5)
