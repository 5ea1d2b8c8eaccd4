// What all kernels share. Most come twice: with 4 channels a thread, which need addresses that are
// multiples of 16 bytes and channels that are multiples of 4, and with 1. Sizes and indices are in
// groups of that many values.

typedef unsigned long long u64;

#define THREADS 256
#define KERNEL extern "C" __global__ void __launch_bounds__(THREADS)

#define BOTH(name, parameters, arguments) \
  KERNEL name##1 parameters { name<1> arguments; } \
  KERNEL name##4 parameters { name<4> arguments; }

#define EACH(i, count) \
  for (u64 i = blockIdx.x * (u64) THREADS + threadIdx.x; i < (count); \
       i += gridDim.x * (u64) THREADS)

// How maps, their gradients and arranged weights are stored, which the compiler is told; parameters
// and sums are float.
#define FLOAT32 0
#define BFLOAT16 1
#define FLOAT16 2

#if MAPS == FLOAT32
typedef float map_t;
#else
struct map_t {
  unsigned short bits;
};

struct alignas(8) FourMaps {
  map_t at[4];
};

#if MAPS == BFLOAT16
// The upper half of a float.
__device__ __forceinline__ float widened(map_t x) { return __int_as_float((unsigned) x.bits << 16); }

// To the nearest, of two the even one.
__device__ __forceinline__ map_t narrowed(float x) {
  unsigned bits = __float_as_int(x);
  if (x != x) return {0x7fc0};
  return {(unsigned short) ((bits + 0x7fff + (bits >> 16 & 1)) >> 16)};
}
#else
#ifdef __CUDACC__
__device__ __forceinline__ float ofHalf(unsigned short bits) {
  float value;
  asm("cvt.f32.f16 %0, %1;" : "=f"(value) : "h"(bits));
  return value;
}

__device__ __forceinline__ unsigned short toHalf(float x) {
  unsigned short bits;
  asm("cvt.rn.f16.f32 %0, %1;" : "=h"(bits) : "f"(x));
  return bits;
}
#endif

__device__ __forceinline__ float widened(map_t x) { return ofHalf(x.bits); }

__device__ __forceinline__ map_t narrowed(float x) { return {toHalf(x)}; }
#endif
#endif

template <int V>
struct Values {
  float at[V];
};

template <int V>
__device__ __forceinline__ Values<V> zeros() {
  Values<V> x;
#pragma unroll
  for (int v = 0; v < V; v++) x.at[v] = 0;
  return x;
}

template <int V>
__device__ __forceinline__ Values<V> load(const float* p, u64 i) {
  Values<V> x;
  if (V == 4) {
    float4 q = reinterpret_cast<const float4*>(p)[i];
    x.at[0] = q.x;
    x.at[1 % V] = q.y;
    x.at[2 % V] = q.z;
    x.at[3 % V] = q.w;
  } else {
    x.at[0] = p[i];
  }
  return x;
}

template <int V>
__device__ __forceinline__ void store(float* p, u64 i, Values<V> x) {
  if (V == 4) {
    reinterpret_cast<float4*>(p)[i] =
        make_float4(x.at[0], x.at[1 % V], x.at[2 % V], x.at[3 % V]);
  } else {
    p[i] = x.at[0];
  }
}

#if MAPS != FLOAT32
template <int V>
__device__ __forceinline__ Values<V> load(const map_t* p, u64 i) {
  Values<V> x;
  if (V == 4) {
    FourMaps four = reinterpret_cast<const FourMaps*>(p)[i];
#pragma unroll
    for (int v = 0; v < V; v++) x.at[v] = widened(four.at[v]);
  } else {
    x.at[0] = widened(p[i]);
  }
  return x;
}

template <int V>
__device__ __forceinline__ void store(map_t* p, u64 i, Values<V> x) {
  if (V == 4) {
    FourMaps four;
#pragma unroll
    for (int v = 0; v < V; v++) four.at[v] = narrowed(x.at[v]);
    reinterpret_cast<FourMaps*>(p)[i] = four;
  } else {
    p[i] = narrowed(x.at[0]);
  }
}
#endif

template <int V>
__device__ __forceinline__ void addTo(Values<V>& sum, Values<V> x) {
#pragma unroll
  for (int v = 0; v < V; v++) sum.at[v] += x.at[v];
}

template <int V>
__device__ __forceinline__ void put(map_t* p, u64 i, Values<V> x, int add) {
  if (add) addTo<V>(x, load<V>(p, i));
  store<V>(p, i, x);
}

// The value that is stored for another.
__device__ __forceinline__ float stored(float x) {
#if MAPS == FLOAT32
  return x;
#else
  return widened(narrowed(x));
#endif
}

// Single values.
__device__ __forceinline__ float single(const map_t* p, u64 i) { return load<1>(p, i).at[0]; }

__device__ __forceinline__ void put(map_t* p, u64 i, float x, int add) {
  put<1>(p, i, Values<1>{x}, add);
}

// Activations by their number: 0 identity, 1 ReLU, 2 ReLU6; NaN stays NaN.
__device__ __forceinline__ float activated(float x, int activation) {
  if (activation == 0) return x;
  if (x < 0) return 0;
  return activation == 2 && x > 6 ? 6 : x;
}

template <int V>
__device__ __forceinline__ Values<V> activated(Values<V> x, int activation) {
#pragma unroll
  for (int v = 0; v < V; v++) x.at[v] = activated(x.at[v], activation);
  return x;
}

// Whether the gradient passes an activation that gave y.
__device__ __forceinline__ bool passes(float y, int activation) {
  return activation == 0 || (y > 0 && (activation == 1 || y < 6));
}

// i % n, and i becomes i / n; 32 bits divide several times faster than 64.
__device__ __forceinline__ int split(u64& i, unsigned n) {
  if (i >> 32) {
    u64 quotient = i / n;
    int rest = (int) (i - quotient * n);
    i = quotient;
    return rest;
  }
  unsigned small = (unsigned) i;
  unsigned quotient = small / n;
  i = quotient;
  return (int) (small - quotient * n);
}

// The place of value i of a map.
struct Place {
  int c;
  int x;
  int y;
  u64 image;

  __device__ Place(u64 i, int channels, int width, int height) {
    c = split(i, channels);
    x = split(i, width);
    y = split(i, height);
    image = i;
  }
};

// A square kernel that slides over a map.
struct Sliding {
  int height;
  int width;
  int channels;
  int outHeight;
  int outWidth;
  int kernel;
  int stride;
  int top;
  int left;
};

#define SLIDING_PARAMETERS \
  int height, int width, int channels, int outHeight, int outWidth, int kernel, int stride, \
      int top, int left
#define SLIDING { height, width, channels, outHeight, outWidth, kernel, stride, top, left }

// Sums of columns of a matrix in two steps, always in the same order. A block of this first one
// sums a chunk of the rows (blockIdx.y) of some columns (blockIdx.x): lanes of threads lie along
// the columns, the others along the rows. terms(row, column, sum) adds a row's Q terms.
template <int V, int Q, class Terms>
__device__ void sumChunk(u64 rows, int columns, int lanes, float* partials, Terms terms) {
  __shared__ float sums[Q * V * THREADS];
  int lane = threadIdx.x % lanes;
  int depth = threadIdx.x / lanes;
  int depths = THREADS / lanes;
  int column = blockIdx.x * lanes + lane;
  u64 chunk = (rows + gridDim.y - 1) / gridDim.y;
  u64 end = min(rows, (blockIdx.y + 1) * chunk);
  float sum[Q * V] = {};
  if (column < columns) {
#pragma unroll 4
    for (u64 row = blockIdx.y * chunk + depth; row < end; row += depths) {
      terms(row, column, sum);
    }
  }
#pragma unroll
  for (int q = 0; q < Q * V; q++) sums[q * THREADS + threadIdx.x] = sum[q];
  __syncthreads();
  for (int half = depths / 2; half > 0; half /= 2) {
    if (depth < half) {
      for (int q = 0; q < Q * V; q++) {
        sums[q * THREADS + threadIdx.x] += sums[q * THREADS + threadIdx.x + half * lanes];
      }
    }
    __syncthreads();
  }
  if (depth == 0 && column < columns) {
    for (int q = 0; q < Q * V; q++) {
      u64 vector = ((u64) blockIdx.y * Q + q / V) * columns + column;
      partials[vector * V + q % V] = sums[q * THREADS + lane];
    }
  }
}

// Columns that a block of the second step takes; its other threads share the chunks.
#define JOINED 8

// The sum of one number of each thread of a column.
__device__ double ofColumn(double value) {
  __shared__ double sums[THREADS];
  __syncthreads();
  sums[threadIdx.x] = value;
  __syncthreads();
  for (int half = THREADS / 2; half >= JOINED; half /= 2) {
    if (threadIdx.x < half) sums[threadIdx.x] += sums[threadIdx.x + half];
    __syncthreads();
  }
  return sums[threadIdx.x % JOINED];
}

// The second step: sums of each column of [chunks, columns]; those before `first` go to one
// address, the others to another. blockIdx.y counts such matrices.
KERNEL sumPartials(int chunks, int columns, const float* partials, int first, float* a, float* b) {
  int column = blockIdx.x * JOINED + threadIdx.x % JOINED;
  partials += (u64) blockIdx.y * chunks * columns;
  a += (u64) blockIdx.y * columns;
  double sum = 0;
  if (column < columns) {
#pragma unroll 4
    for (int chunk = threadIdx.x / JOINED; chunk < chunks; chunk += THREADS / JOINED) {
      sum += partials[(u64) chunk * columns + column];
    }
  }
  sum = ofColumn(sum);
  if (threadIdx.x < JOINED && column < columns) {
    if (column < first) {
      a[column] = (float) sum;
    } else {
      b[column - first] = (float) sum;
    }
  }
}
