// Normalisation by batch.

// Mean and sum of squared differences from it, joined with those of other values (Chan et al.
// 1979): as exact as two passes over the values, however far the mean is from 0.
struct Moments {
  float count;
  float mean;
  float squares;

  __device__ __forceinline__ void join(Moments other) {
    float total = count + other.count;
    if (total == 0) return;
    float share = other.count / total;
    float difference = other.mean - mean;
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
    const map_t* x, u64 first, u64 step, u64 end, int columns, int column, float& count,
    float* mean, float* squares) {
  Values<V> rows[GROUP];
  int valid = GROUP;
  if (first + (GROUP - 1) * step < end) {
#pragma unroll
    for (int k = 0; k < GROUP; k++) rows[k] = load<V>(x, (first + k * step) * columns + column);
  } else {
    valid = 0;
#pragma unroll
    for (int k = 0; k < GROUP; k++) {
      u64 row = first + k * step;
      bool inside = row < end;
      rows[k] = inside ? load<V>(x, row * columns + column) : zeros<V>();
      valid += inside;
    }
  }
  float total = count + valid;
  float share = valid / total;
  float inverse = 1.0f / valid;
#pragma unroll
  for (int v = 0; v < V; v++) {
    float sum = 0;
#pragma unroll
    for (int k = 0; k < GROUP; k++) sum += rows[k].at[v];
    float own = sum * inverse;
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
__device__ void momentsOfChunk(u64 rows, int columns, int lanes, const map_t* x, float* partials) {
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
        Moments mine = {counts[threadIdx.x], means[i + threadIdx.x], sums[i + threadIdx.x]};
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
BOTH(momentsOfChunk, (u64 rows, int columns, int lanes, const map_t* x, float* partials),
     (rows, columns, lanes, x, partials))

// Joins the chunks' moments to mean and biased variance.
KERNEL joinMoments(
    u64 rows, int chunks, int channels, const float* partials, float* mean, float* variance) {
  int channel = blockIdx.x * JOINED + threadIdx.x % JOINED;
  u64 chunk = (rows + chunks - 1) / chunks;
  bool inside = channel < channels;
  int end = inside ? chunks : 0;
  double sum = 0;
#pragma unroll 4
  for (int i = threadIdx.x / JOINED; i < end; i += THREADS / JOINED) {
    double count = (double) (min(rows, (i + 1) * chunk) - min(rows, i * chunk));
    sum += count * partials[i * 2ull * channels + channel];
  }
  double whole = ofColumn(sum) / rows;
  double squares = 0;
#pragma unroll 4
  for (int i = threadIdx.x / JOINED; i < end; i += THREADS / JOINED) {
    double count = (double) (min(rows, (i + 1) * chunk) - min(rows, i * chunk));
    u64 place = i * 2ull * channels + channel;
    double difference = partials[place] - whole;
    squares += partials[place + channels] + count * difference * difference;
  }
  squares = ofColumn(squares);
  if (threadIdx.x < JOINED && inside) {
    mean[channel] = (float) whole;
    variance[channel] = (float) (squares / rows);
  }
}

// Mean and variance become those of more values, of which the others are a share.
KERNEL joinStatistics(
    u64 channels, float share, const float* otherMean, const float* otherVariance, float* mean,
    float* variance) {
  EACH(i, channels) {
    float difference = otherMean[i] - mean[i];
    mean[i] += difference * share;
    variance[i] += share * (otherVariance[i] - variance[i] + (1 - share) * difference * difference);
  }
}

// Rows that a thread has under way at once where it also writes.
#define AHEAD 2

template <int V>
__device__ void normalize(
    u64 rows, int columns, int lanes, const map_t* x, const float* gamma, const float* beta,
    const float* mean, const float* variance, float eps, int activation, map_t* y) {
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
     (u64 rows, int columns, int lanes, const map_t* x, const float* gamma, const float* beta,
      const float* mean, const float* variance, float eps, int activation, map_t* y),
     (rows, columns, lanes, x, gamma, beta, mean, variance, eps, activation, y))

// Sums of the gradient behind the activation (to dbeta) and of its products with the normalised
// values (to dgamma). What the activation got is computed again: reading it would take longer.
template <int V>
__device__ void normalizeBackSums(
    u64 rows, int columns, int lanes, const map_t* x, const map_t* dy, const float* gamma,
    const float* beta, const float* mean, const float* variance, float eps, int activation,
    float* partials) {
  int column = blockIdx.x * lanes + threadIdx.x % lanes;
  Values<V> m = zeros<V>();
  Values<V> inverse = zeros<V>();
  Values<V> factor = zeros<V>();
  Values<V> shift = zeros<V>();
  if (column < columns) {
    m = load<V>(mean, column);
    inverse = load<V>(variance, column);
    factor = load<V>(gamma, column);
    shift = load<V>(beta, column);
#pragma unroll
    for (int v = 0; v < V; v++) {
      float deviation = sqrtf(inverse.at[v] + eps);
      inverse.at[v] = 1 / deviation;
      factor.at[v] /= deviation;
    }
  }
  sumChunk<V, 2>(rows, columns, lanes, partials, [&](u64 row, int at, float* sum) {
    u64 i = row * columns + at;
    Values<V> d = load<V>(dy, i);
    Values<V> value = load<V>(x, i);
#pragma unroll
    for (int v = 0; v < V; v++) {
      float centred = value.at[v] - m.at[v];
      bool passed = passes(stored(centred * factor.at[v] + shift.at[v]), activation);
      float behind = passed ? d.at[v] : 0;
      sum[v] += behind;
      sum[V + v] += behind * (centred * inverse.at[v]);
    }
  });
}
BOTH(normalizeBackSums,
     (u64 rows, int columns, int lanes, const map_t* x, const map_t* dy, const float* gamma,
      const float* beta, const float* mean, const float* variance, float eps, int activation,
      float* partials),
     (rows, columns, lanes, x, dy, gamma, beta, mean, variance, eps, activation, partials))

// dx = gamma / deviation (d - share (sum of d + normalised sum of d normalised)); share is 1 / rows
// if the statistics are of the batch, or 0.
template <int V>
__device__ void normalizeBack(
    u64 rows, int columns, int lanes, const map_t* x, const map_t* dy, const float* gamma,
    const float* beta, const float* mean, const float* variance, float eps, int activation,
    float share, const float* dgamma, const float* dbeta, map_t* dx, int add) {
  int column = blockIdx.x * lanes + threadIdx.x % lanes;
  if (column >= columns) return;
  Values<V> m = load<V>(mean, column);
  Values<V> inverse = load<V>(variance, column);
  Values<V> g = load<V>(gamma, column);
  Values<V> sum = load<V>(dbeta, column);
  Values<V> products = load<V>(dgamma, column);
  Values<V> shift = load<V>(beta, column);
#pragma unroll
  for (int v = 0; v < V; v++) {
    float deviation = sqrtf(inverse.at[v] + eps);
    g.at[v] /= deviation;
    sum.at[v] *= share;
    products.at[v] *= share / deviation;
  }
  u64 depths = THREADS / lanes;
  u64 step = gridDim.y * depths;
  for (u64 row = blockIdx.y * depths + threadIdx.x / lanes; row < rows; row += AHEAD * step) {
    Values<V> d[AHEAD], value[AHEAD];
#pragma unroll
    for (int k = 0; k < AHEAD; k++) {
      u64 i = (row + k * step) * columns + column;
      if (row + k * step < rows) {
        d[k] = load<V>(dy, i);
        value[k] = load<V>(x, i);
      }
    }
#pragma unroll
    for (int k = 0; k < AHEAD; k++) {
      if (row + k * step >= rows) break;
#pragma unroll
      for (int v = 0; v < V; v++) {
        float centred = value[k].at[v] - m.at[v];
        bool passed = passes(stored(centred * g.at[v] + shift.at[v]), activation);
        float behind = passed ? d[k].at[v] : 0;
        d[k].at[v] = g.at[v] * (behind - sum.at[v] - centred * products.at[v]);
      }
      put<V>(dx, (row + k * step) * columns + column, d[k], add);
    }
  }
}
BOTH(normalizeBack,
     (u64 rows, int columns, int lanes, const map_t* x, const map_t* dy, const float* gamma,
      const float* beta, const float* mean, const float* variance, float eps, int activation,
      float share, const float* dgamma, const float* dbeta, map_t* dx, int add),
     (rows, columns, lanes, x, dy, gamma, beta, mean, variance, eps, activation, share, dgamma,
      dbeta, dx, add))
