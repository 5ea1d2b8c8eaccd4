// Orders and types of weights and maps.

// [out, in, taps] to [out, taps, in].
KERNEL arrangeWeights(u64 count, int in, int taps, const float* weights, map_t* arranged) {
  EACH(i, count) {
    u64 rest = i;
    int c = split(rest, in);
    int tap = split(rest, taps);
    put(arranged, i, weights[(rest * in + c) * taps + tap], 0);
  }
}

// A gradient, [out, taps, in], to [out, in, taps].
KERNEL restoreWeights(u64 count, int in, int taps, const float* arranged, float* weights) {
  EACH(i, count) {
    u64 rest = i;
    int tap = split(rest, taps);
    int c = split(rest, in);
    weights[i] = arranged[(rest * taps + tap) * in + c];
  }
}

template <int V>
__device__ void narrow(u64 count, const float* x, map_t* y) {
  EACH(i, count) store<V>(y, i, load<V>(x, i));
}
BOTH(narrow, (u64 count, const float* x, map_t* y), (count, x, y))

template <int V>
__device__ void widen(u64 count, const map_t* x, float* y) {
  EACH(i, count) store<V>(y, i, load<V>(x, i));
}
BOTH(widen, (u64 count, const map_t* x, float* y), (count, x, y))

// A map with zeros around it; height and width are those of x.
template <int V>
__device__ void pad(
    u64 count, int height, int width, int channels, int top, int left, int padHeight,
    int padWidth, const map_t* x, map_t* y) {
  EACH(i, count) {
    Place p(i, channels, padWidth, padHeight);
    int iy = p.y - top;
    int ix = p.x - left;
    bool inside = iy >= 0 && iy < height && ix >= 0 && ix < width;
    u64 from = ((p.image * height + iy) * width + ix) * channels + p.c;
    store<V>(y, i, inside ? load<V>(x, from) : zeros<V>());
  }
}
BOTH(pad,
     (u64 count, int height, int width, int channels, int top, int left, int padHeight,
      int padWidth, const map_t* x, map_t* y),
     (count, height, width, channels, top, left, padHeight, padWidth, x, y))

// A map without the pixels around it; height and width are those of y.
template <int V>
__device__ void crop(
    u64 count, int height, int width, int channels, int top, int left, int padHeight,
    int padWidth, const map_t* x, map_t* y, int add) {
  EACH(i, count) {
    Place p(i, channels, width, height);
    u64 from = ((p.image * padHeight + p.y + top) * padWidth + p.x + left) * channels + p.c;
    put<V>(y, i, load<V>(x, from), add);
  }
}
BOTH(crop,
     (u64 count, int height, int width, int channels, int top, int left, int padHeight,
      int padWidth, const map_t* x, map_t* y, int add),
     (count, height, width, channels, top, left, padHeight, padWidth, x, y, add))

// Each image's [rows, columns] to [columns, rows], by tiles of 32 x 32; a column of padding keeps
// the reads of a tile's column in different banks of the shared memory.
KERNEL transpose(int rows, int columns, const map_t* x, map_t* y, int add) {
  __shared__ float tile[32][33];
  u64 block = blockIdx.x;
  int tileColumn = split(block, (columns + 31) / 32) * 32;
  int tileRow = split(block, (rows + 31) / 32) * 32;
  u64 image = block * rows * columns;
  int across = threadIdx.x % 32;
  for (int down = threadIdx.x / 32; down < 32; down += THREADS / 32) {
    int row = tileRow + down;
    int column = tileColumn + across;
    if (row < rows && column < columns) {
      tile[down][across] = single(x, image + (u64) row * columns + column);
    }
  }
  __syncthreads();
  for (int down = threadIdx.x / 32; down < 32; down += THREADS / 32) {
    int column = tileColumn + down;
    int row = tileRow + across;
    if (row < rows && column < columns) {
      u64 to = image + (u64) column * rows + row;
      put(y, to, tile[across][down], add);
    }
  }
}
