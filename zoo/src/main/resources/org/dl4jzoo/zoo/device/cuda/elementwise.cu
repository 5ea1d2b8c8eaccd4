// Sums, activations, copies, dropout, softmax.

template <int V>
__device__ void activate(
    u64 count, int channels, const map_t* x, const float* bias, const map_t* term, int activation,
    map_t* y) {
  EACH(i, count) {
    Values<V> sum = load<V>(x, i);
    if (bias) {
      u64 pixel = i;
      addTo<V>(sum, load<V>(bias, split(pixel, channels)));
    }
    if (term) addTo<V>(sum, load<V>(term, i));
    store<V>(y, i, activated<V>(sum, activation));
  }
}
BOTH(activate,
     (u64 count, int channels, const map_t* x, const float* bias, const map_t* term,
      int activation, map_t* y),
     (count, channels, x, bias, term, activation, y))

template <int V>
__device__ void activateBack(
    u64 count, int activation, const map_t* y, const map_t* dy, map_t* dx, int add) {
  EACH(i, count) {
    Values<V> d = load<V>(dy, i);
    if (activation) {
      Values<V> gave = load<V>(y, i);
#pragma unroll
      for (int v = 0; v < V; v++) d.at[v] = passes(gave.at[v], activation) ? d.at[v] : 0;
    }
    put<V>(dx, i, d, add);
  }
}
BOTH(activateBack, (u64 count, int activation, const map_t* y, const map_t* dy, map_t* dx, int add),
     (count, activation, y, dy, dx, add))

template <int V>
__device__ void sumRows(u64 rows, int columns, int lanes, const map_t* x, float* partials) {
  sumChunk<V, 1>(rows, columns, lanes, partials, [&](u64 row, int column, float* sum) {
    Values<V> value = load<V>(x, row * columns + column);
#pragma unroll
    for (int v = 0; v < V; v++) sum[v] += value.at[v];
  });
}
BOTH(sumRows, (u64 rows, int columns, int lanes, const map_t* x, float* partials),
     (rows, columns, lanes, x, partials))

template <int V>
__device__ void copyColumns(
    u64 count, int columns, const map_t* from, int fromWidth, map_t* to, int toWidth, int add) {
  EACH(i, count) {
    u64 row = i;
    int column = split(row, columns);
    put<V>(to, row * toWidth + column, load<V>(from, row * fromWidth + column), add);
  }
}
BOTH(copyColumns,
     (u64 count, int columns, const map_t* from, int fromWidth, map_t* to, int toWidth, int add),
     (count, columns, from, fromWidth, to, toWidth, add))

// A number in [0, 1) that depends on seed and place only: the finaliser of splitmix64.
__device__ __forceinline__ float uniform(u64 seed, u64 place) {
  u64 z = seed * 0x9E3779B97F4A7C15ull + place;
  z ^= z >> 30;
  z *= 0xBF58476D1CE4E5B9ull;
  z ^= z >> 27;
  z *= 0x94D049BB133111EBull;
  z ^= z >> 31;
  return (float) (unsigned) (z >> 40) * (1.0f / 16777216.0f);
}

KERNEL drop(
    u64 count, float probability, float kept, const u64* seed, u64 layer, u64 first, const map_t* x,
    map_t* y, int add) {
  u64 mixed = *seed * 31 + layer;
  EACH(i, count) {
    float value = uniform(mixed, first + i) < probability ? 0 : single(x, i) / kept;
    put(y, i, value, add);
  }
}

// The maximum (or sum) of one number of each thread of the block.
__device__ float ofBlock(float value, bool maximum) {
  __shared__ float values[THREADS];
  __syncthreads();
  values[threadIdx.x] = value;
  __syncthreads();
  for (int half = THREADS / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) {
      float other = values[threadIdx.x + half];
      float mine = values[threadIdx.x];
      values[threadIdx.x] = maximum ? fmaxf(mine, other) : mine + other;
    }
    __syncthreads();
  }
  return values[0];
}

// The largest logit of a row and the sum of e^(logit - largest).
__device__ float2 normaliser(int classes, const map_t* logits) {
  float largest = __int_as_float(0xff800000);
  for (int i = threadIdx.x; i < classes; i += THREADS) {
    largest = fmaxf(largest, single(logits, i));
  }
  largest = ofBlock(largest, true);
  float sum = 0;
  for (int i = threadIdx.x; i < classes; i += THREADS) {
    sum += expf(single(logits, i) - largest);
  }
  return make_float2(largest, ofBlock(sum, false));
}

// Shares are floats, whatever maps are.
KERNEL softmax(int classes, const map_t* x, float* y) {
  u64 start = blockIdx.x * (u64) classes;
  float2 row = normaliser(classes, x + start);
  for (int i = threadIdx.x; i < classes; i += THREADS) {
    y[start + i] = expf(single(x, start + i) - row.x) / row.y;
  }
}

KERNEL crossEntropyBack(
    int classes, const map_t* logits, const float* targets, float weight, map_t* dlogits) {
  u64 start = blockIdx.x * (u64) classes;
  float2 row = normaliser(classes, logits + start);
  float mine = 0;
  for (int i = threadIdx.x; i < classes; i += THREADS) mine += targets[start + i];
  float all = ofBlock(mine, false);
  for (int i = threadIdx.x; i < classes; i += THREADS) {
    float probability = expf(single(logits, start + i) - row.x) / row.y;
    float d = weight * (probability * all - targets[start + i]);
    put(dlogits, start + i, fabsf(d) < 1e-15f ? 0 : d, 0);
  }
}
