// Normalisation by batch.

// Mean and sum of squared differences from it, joined with those of other values (Chan et al.
// 1979): as exact as two passes over the values, however far the mean is from 0.
template <class T>
struct Moments {
  T count;
  T mean;
  T squares;

  __device__ __forceinline__ void join(Moments<T> other) {
    T total = count + other.count;
    if (total == 0) return;
    T share = other.count / total;
    T difference = other.mean - mean;
    mean += difference * share;
    squares += other.squares + difference * difference * count * share;
    count = total;
  }
};

// Rows that a thread reads at once; their own mean is taken in registers.
#define GROUP 8

// Adds rows first, first + step, ... of a column to its moments.
template <int V>
__device__ void joinGroup(
    const float* x, u64 first, u64 step, u64 end, int columns, int column, float& count,
    float* mean, float* squares) {
  Values<V> rows[GROUP];
  int valid = 0;
#pragma unroll
  for (int k = 0; k < GROUP; k++) {
    u64 row = first + k * step;
    bool inside = row < end;
    rows[k] = inside ? load<V>(x, row * columns + column) : zeros<V>();
    valid += inside;
  }
  float total = count + valid;
  float share = valid / total;
#pragma unroll
  for (int v = 0; v < V; v++) {
    float sum = 0;
#pragma unroll
    for (int k = 0; k < GROUP; k++) sum += rows[k].at[v];
    float own = sum / valid;
    float ownSquares = 0;
#pragma unroll
    for (int k = 0; k < GROUP; k++) {
      float d = rows[k].at[v] - own;
      ownSquares += k < valid ? d * d : 0;
    }
    float difference = own - mean[v];
    mean[v] += difference * share;
    squares[v] += ownSquares + difference * difference * count * share;
  }
  count = total;
}

// Moments of a chunk of the rows, laid out as by sumChunk: [chunks, 2, channels].
template <int V>
__device__ void momentsOfChunk(u64 rows, int columns, int lanes, const float* x, float* partials) {
  __shared__ float means[V * THREADS];
  __shared__ float sums[V * THREADS];
  __shared__ float counts[THREADS];
  int lane = threadIdx.x % lanes;
  int depth = threadIdx.x / lanes;
  int depths = THREADS / lanes;
  int column = blockIdx.x * lanes + lane;
  u64 chunk = (rows + gridDim.y - 1) / gridDim.y;
  u64 end = min(rows, (blockIdx.y + 1) * chunk);
  float count = 0;
  float mean[V] = {};
  float squares[V] = {};
  if (column < columns) {
    for (u64 row = blockIdx.y * chunk + depth; row < end; row += GROUP * depths) {
      joinGroup<V>(x, row, depths, end, columns, column, count, mean, squares);
    }
  }
  counts[threadIdx.x] = count;
  for (int v = 0; v < V; v++) {
    means[v * THREADS + threadIdx.x] = mean[v];
    sums[v * THREADS + threadIdx.x] = squares[v];
  }
  __syncthreads();
  for (int half = depths / 2; half > 0; half /= 2) {
    if (depth < half) {
      int other = threadIdx.x + half * lanes;
      for (int v = 0; v < V; v++) {
        int i = v * THREADS;
        Moments<float> mine = {counts[threadIdx.x], means[i + threadIdx.x], sums[i + threadIdx.x]};
        mine.join({counts[other], means[i + other], sums[i + other]});
        means[i + threadIdx.x] = mine.mean;
        sums[i + threadIdx.x] = mine.squares;
      }
      counts[threadIdx.x] += counts[other];
    }
    __syncthreads();
  }
  if (depth == 0 && column < columns) {
    for (int v = 0; v < V; v++) {
      u64 place = (blockIdx.y * 2ull * columns + column) * V + v;
      partials[place] = means[v * THREADS + lane];
      partials[place + (u64) columns * V] = sums[v * THREADS + lane];
    }
  }
}
BOTH(momentsOfChunk, (u64 rows, int columns, int lanes, const float* x, float* partials),
     (rows, columns, lanes, x, partials))

// Joins the chunks' moments to mean and biased variance; a block takes 32 channels.
KERNEL joinMoments(
    u64 rows, int chunks, int channels, const float* partials, float* mean, float* variance) {
  __shared__ Moments<double> moments[THREADS];
  int channel = blockIdx.x * 32 + threadIdx.x % 32;
  u64 chunk = (rows + chunks - 1) / chunks;
  Moments<double> joined = {0, 0, 0};
  if (channel < channels) {
    for (int i = threadIdx.x / 32; i < chunks; i += THREADS / 32) {
      u64 first = min(rows, i * chunk);
      u64 end = min(rows, first + chunk);
      u64 place = i * 2ull * channels + channel;
      joined.join({(double) (end - first), partials[place], partials[place + channels]});
    }
  }
  moments[threadIdx.x] = joined;
  __syncthreads();
  if (threadIdx.x < 32 && channel < channels) {
    for (int i = 1; i < THREADS / 32; i++) joined.join(moments[i * 32 + threadIdx.x]);
    mean[channel] = (float) joined.mean;
    variance[channel] = (float) (joined.squares / rows);
  }
}

// Rows that a thread has under way at once where it also writes.
#define AHEAD 2

template <int V>
__device__ void normalize(
    u64 rows, int columns, int lanes, const float* x, const float* gamma, const float* beta,
    const float* mean, const float* variance, float eps, int activation, float* y) {
  int column = blockIdx.x * lanes + threadIdx.x % lanes;
  if (column >= columns) return;
  Values<V> factor = load<V>(variance, column);
  Values<V> g = load<V>(gamma, column);
  Values<V> shift = load<V>(beta, column);
  Values<V> m = load<V>(mean, column);
#pragma unroll
  for (int v = 0; v < V; v++) factor.at[v] = g.at[v] / sqrtf(factor.at[v] + eps);
  u64 depths = THREADS / lanes;
  u64 step = gridDim.y * depths;
  for (u64 row = blockIdx.y * depths + threadIdx.x / lanes; row < rows; row += AHEAD * step) {
    Values<V> value[AHEAD];
#pragma unroll
    for (int k = 0; k < AHEAD; k++) {
      if (row + k * step < rows) value[k] = load<V>(x, (row + k * step) * columns + column);
    }
#pragma unroll
    for (int k = 0; k < AHEAD; k++) {
      if (row + k * step >= rows) break;
#pragma unroll
      for (int v = 0; v < V; v++) {
        float normal = (value[k].at[v] - m.at[v]) * factor.at[v] + shift.at[v];
        value[k].at[v] = activated(normal, activation);
      }
      store<V>(y, (row + k * step) * columns + column, value[k]);
    }
  }
}
BOTH(normalize,
     (u64 rows, int columns, int lanes, const float* x, const float* gamma, const float* beta,
      const float* mean, const float* variance, float eps, int activation, float* y),
     (rows, columns, lanes, x, gamma, beta, mean, variance, eps, activation, y))

// Sums of the gradient behind the activation (to dbeta) and of its products with the normalised
// values (to dgamma).
template <int V>
__device__ void normalizeBackSums(
    u64 rows, int columns, int lanes, const float* x, const float* y, const float* dy,
    const float* mean, const float* variance, float eps, int activation, float* partials) {
  int column = blockIdx.x * lanes + threadIdx.x % lanes;
  Values<V> m = zeros<V>();
  Values<V> factor = zeros<V>();
  if (column < columns) {
    m = load<V>(mean, column);
    factor = load<V>(variance, column);
#pragma unroll
    for (int v = 0; v < V; v++) factor.at[v] = 1 / sqrtf(factor.at[v] + eps);
  }
  sumChunk<V, 2>(rows, columns, lanes, partials, [&](u64 row, int at, float* sum) {
    u64 i = row * columns + at;
    Values<V> d = load<V>(dy, i);
    Values<V> value = load<V>(x, i);
    Values<V> gave = activation ? load<V>(y, i) : d;
#pragma unroll
    for (int v = 0; v < V; v++) {
      float behind = passes(gave.at[v], activation) ? d.at[v] : 0;
      sum[v] += behind;
      sum[V + v] += behind * ((value.at[v] - m.at[v]) * factor.at[v]);
    }
  });
}
BOTH(normalizeBackSums,
     (u64 rows, int columns, int lanes, const float* x, const float* y, const float* dy,
      const float* mean, const float* variance, float eps, int activation, float* partials),
     (rows, columns, lanes, x, y, dy, mean, variance, eps, activation, partials))

// dx = gamma / deviation (d - share (sum of d + normalised sum of d normalised)); share is 1 / rows
// if the statistics are of the batch, or 0.
template <int V>
__device__ void normalizeBack(
    u64 rows, int columns, int lanes, const float* x, const float* y, const float* dy,
    const float* gamma, const float* mean, const float* variance, float eps, int activation,
    float share, const float* dgamma, const float* dbeta, float* dx, int add) {
  int column = blockIdx.x * lanes + threadIdx.x % lanes;
  if (column >= columns) return;
  Values<V> m = load<V>(mean, column);
  Values<V> inverse = load<V>(variance, column);
  Values<V> g = load<V>(gamma, column);
  Values<V> sum = load<V>(dbeta, column);
  Values<V> products = load<V>(dgamma, column);
#pragma unroll
  for (int v = 0; v < V; v++) {
    inverse.at[v] = 1 / sqrtf(inverse.at[v] + eps);
    g.at[v] *= inverse.at[v];
    sum.at[v] *= share;
    products.at[v] *= share * inverse.at[v];
  }
  u64 depths = THREADS / lanes;
  u64 step = gridDim.y * depths;
  for (u64 row = blockIdx.y * depths + threadIdx.x / lanes; row < rows; row += AHEAD * step) {
    Values<V> d[AHEAD], value[AHEAD], gave[AHEAD];
#pragma unroll
    for (int k = 0; k < AHEAD; k++) {
      u64 i = (row + k * step) * columns + column;
      if (row + k * step < rows) {
        d[k] = load<V>(dy, i);
        if (share != 0) value[k] = load<V>(x, i);
        if (activation) gave[k] = load<V>(y, i);
      }
    }
#pragma unroll
    for (int k = 0; k < AHEAD; k++) {
      if (row + k * step >= rows) break;
#pragma unroll
      for (int v = 0; v < V; v++) {
        float behind = !activation || passes(gave[k].at[v], activation) ? d[k].at[v] : 0;
        float centred = share != 0 ? (value[k].at[v] - m.at[v]) * products.at[v] : 0;
        d[k].at[v] = g.at[v] * (behind - sum.at[v] - centred);
      }
      put<V>(dx, (row + k * step) * columns + column, d[k], add);
    }
  }
}
BOTH(normalizeBack,
     (u64 rows, int columns, int lanes, const float* x, const float* y, const float* dy,
      const float* gamma, const float* mean, const float* variance, float eps, int activation,
      float share, const float* dgamma, const float* dbeta, float* dx, int add),
     (rows, columns, lanes, x, y, dy, gamma, mean, variance, eps, activation, share, dgamma, dbeta,
      dx, add))
