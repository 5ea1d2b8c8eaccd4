// Poolings; padding counts for neither maximum nor mean.

struct Window {
  int height;
  int width;
  int channels;
  int outHeight;
  int outWidth;
  int kernelHeight;
  int kernelWidth;
  int stride;
  int top;
  int left;
};

#define WINDOW_PARAMETERS \
  int height, int width, int channels, int outHeight, int outWidth, int kernelHeight, \
      int kernelWidth, int stride, int top, int left
#define WINDOW \
  { height, width, channels, outHeight, outWidth, kernelHeight, kernelWidth, stride, top, left }

// Value i of the input at a pixel.
__device__ __forceinline__ u64 inputAt(Window w, u64 image, int y, int x, int c) {
  return ((image * w.height + y) * w.width + x) * w.channels + c;
}

__device__ __forceinline__ u64 outputAt(Window w, u64 image, int y, int x, int c) {
  return ((image * w.outHeight + y) * w.outWidth + x) * w.channels + c;
}

template <int V>
__device__ __forceinline__ void storeMarks(unsigned char* marks, u64 i, const int* mark) {
  if (V == 4) {
    reinterpret_cast<uchar4*>(marks)[i] =
        make_uchar4(mark[0], mark[1 % V], mark[2 % V], mark[3 % V]);
  } else {
    marks[i] = mark[0];
  }
}

template <int V>
__device__ __forceinline__ void loadMarks(const unsigned char* marks, u64 i, int* mark) {
  if (V == 4) {
    uchar4 four = reinterpret_cast<const uchar4*>(marks)[i];
    mark[0] = four.x;
    mark[1 % V] = four.y;
    mark[2 % V] = four.z;
    mark[3 % V] = four.w;
  } else {
    mark[0] = marks[i];
  }
}

template <int V>
__device__ void maxPool(u64 count, Window w, const map_t* x, map_t* y, unsigned char* marks) {
  EACH(i, count) {
    Place p(i, w.channels, w.outWidth, w.outHeight);
    int top = p.y * w.stride - w.top;
    int left = p.x * w.stride - w.left;
    Values<V> best = zeros<V>();
    int mark[V];
    bool any = false;
    for (int iy = max(0, top); iy < min(w.height, top + w.kernelHeight); iy++) {
      for (int ix = max(0, left); ix < min(w.width, left + w.kernelWidth); ix++) {
        Values<V> value = load<V>(x, inputAt(w, p.image, iy, ix, p.c));
        int place = (iy - top) * w.kernelWidth + ix - left;
#pragma unroll
        for (int v = 0; v < V; v++) {
          if (!any || value.at[v] > best.at[v]) {
            best.at[v] = value.at[v];
            mark[v] = place;
          }
        }
        any = true;
      }
    }
    store<V>(y, i, best);
    if (marks && any) storeMarks<V>(marks, i, mark);
  }
}
BOTH(maxPool, (u64 count, WINDOW_PARAMETERS, const map_t* x, map_t* y, unsigned char* marks),
     (count, WINDOW, x, y, marks))

// Pixels of a window that lie within the map.
__device__ __forceinline__ int pixels(Window w, int top, int left) {
  int rows = min(w.height, top + w.kernelHeight) - max(0, top);
  int columns = min(w.width, left + w.kernelWidth) - max(0, left);
  return max(1, rows * columns);
}

template <int V>
__device__ void meanPool(u64 count, Window w, const map_t* x, map_t* y) {
  EACH(i, count) {
    Place p(i, w.channels, w.outWidth, w.outHeight);
    int top = p.y * w.stride - w.top;
    int left = p.x * w.stride - w.left;
    Values<V> sum = zeros<V>();
    for (int iy = max(0, top); iy < min(w.height, top + w.kernelHeight); iy++) {
      for (int ix = max(0, left); ix < min(w.width, left + w.kernelWidth); ix++) {
        addTo<V>(sum, load<V>(x, inputAt(w, p.image, iy, ix, p.c)));
      }
    }
    float inverse = 1.0f / pixels(w, top, left);
#pragma unroll
    for (int v = 0; v < V; v++) sum.at[v] *= inverse;
    store<V>(y, i, sum);
  }
}
BOTH(meanPool, (u64 count, WINDOW_PARAMETERS, const map_t* x, map_t* y), (count, WINDOW, x, y))

// The first window that covers a pixel, and the one behind the last.
__device__ __forceinline__ int firstWindow(int pixel, int padding, int kernel, int stride) {
  int before = pixel + padding - kernel + 1;
  return before > 0 ? (before + stride - 1) / stride : 0;
}

__device__ __forceinline__ int endWindow(int pixel, int padding, int stride, int windows) {
  return min(windows, (pixel + padding) / stride + 1);
}

// Each pixel collects from the windows that cover it, so that the order of the sum is fixed.
template <int V>
__device__ void maxPoolBack(
    u64 count, Window w, const unsigned char* marks, const map_t* dy, map_t* dx, int add) {
  EACH(i, count) {
    Place p(i, w.channels, w.width, w.height);
    Values<V> sum = zeros<V>();
    for (int oy = firstWindow(p.y, w.top, w.kernelHeight, w.stride);
         oy < endWindow(p.y, w.top, w.stride, w.outHeight); oy++) {
      for (int ox = firstWindow(p.x, w.left, w.kernelWidth, w.stride);
           ox < endWindow(p.x, w.left, w.stride, w.outWidth); ox++) {
        int place = (p.y + w.top - oy * w.stride) * w.kernelWidth + p.x + w.left - ox * w.stride;
        u64 o = outputAt(w, p.image, oy, ox, p.c);
        int mark[V];
        loadMarks<V>(marks, o, mark);
        Values<V> d = load<V>(dy, o);
#pragma unroll
        for (int v = 0; v < V; v++) sum.at[v] += mark[v] == place ? d.at[v] : 0;
      }
    }
    put<V>(dx, i, sum, add);
  }
}
BOTH(maxPoolBack,
     (u64 count, WINDOW_PARAMETERS, const unsigned char* marks, const map_t* dy, map_t* dx,
      int add),
     (count, WINDOW, marks, dy, dx, add))

template <int V>
__device__ void meanPoolBack(u64 count, Window w, const map_t* dy, map_t* dx, int add) {
  EACH(i, count) {
    Place p(i, w.channels, w.width, w.height);
    Values<V> sum = zeros<V>();
    for (int oy = firstWindow(p.y, w.top, w.kernelHeight, w.stride);
         oy < endWindow(p.y, w.top, w.stride, w.outHeight); oy++) {
      for (int ox = firstWindow(p.x, w.left, w.kernelWidth, w.stride);
           ox < endWindow(p.x, w.left, w.stride, w.outWidth); ox++) {
        Values<V> d = load<V>(dy, outputAt(w, p.image, oy, ox, p.c));
        float inverse = 1.0f / pixels(w, oy * w.stride - w.top, ox * w.stride - w.left);
#pragma unroll
        for (int v = 0; v < V; v++) sum.at[v] += d.at[v] * inverse;
      }
    }
    put<V>(dx, i, sum, add);
  }
}
BOTH(meanPoolBack, (u64 count, WINDOW_PARAMETERS, const map_t* dy, map_t* dx, int add),
     (count, WINDOW, dy, dx, add))

// Bin i of n of an adaptive pooling spans floor(i length / n) to ceil((i + 1) length / n).
__device__ __forceinline__ int binStart(int bin, int length, int bins) {
  return bin * length / bins;
}

__device__ __forceinline__ int binEnd(int bin, int length, int bins) {
  return ((bin + 1) * length + bins - 1) / bins;
}

template <int V>
__device__ void binMeans(
    u64 count, int height, int width, int channels, int rows, int columns, const map_t* x,
    map_t* y) {
  EACH(i, count) {
    Place p(i, channels, columns, rows);
    int top = binStart(p.y, height, rows);
    int bottom = binEnd(p.y, height, rows);
    int left = binStart(p.x, width, columns);
    int right = binEnd(p.x, width, columns);
    Values<V> sum = zeros<V>();
    for (int iy = top; iy < bottom; iy++) {
      for (int ix = left; ix < right; ix++) {
        addTo<V>(sum, load<V>(x, ((p.image * height + iy) * width + ix) * channels + p.c));
      }
    }
    float inverse = 1.0f / ((bottom - top) * (right - left));
#pragma unroll
    for (int v = 0; v < V; v++) sum.at[v] *= inverse;
    store<V>(y, i, sum);
  }
}
BOTH(binMeans,
     (u64 count, int height, int width, int channels, int rows, int columns, const map_t* x,
      map_t* y),
     (count, height, width, channels, rows, columns, x, y))

// A pixel lies in the bins from floor(pixel n / length) to ceil((pixel + 1) n / length) - 1.
template <int V>
__device__ void binMeansBack(
    u64 count, int height, int width, int channels, int rows, int columns, const map_t* dy,
    map_t* dx, int add) {
  EACH(i, count) {
    Place p(i, channels, width, height);
    Values<V> sum = zeros<V>();
    for (int row = binStart(p.y, rows, height); row < binEnd(p.y, rows, height); row++) {
      int high = binEnd(row, height, rows) - binStart(row, height, rows);
      for (int column = binStart(p.x, columns, width); column < binEnd(p.x, columns, width);
           column++) {
        int wide = binEnd(column, width, columns) - binStart(column, width, columns);
        Values<V> d =
            load<V>(dy, ((p.image * rows + row) * columns + column) * channels + p.c);
        float inverse = 1.0f / (high * wide);
#pragma unroll
        for (int v = 0; v < V; v++) sum.at[v] += d.at[v] * inverse;
      }
    }
    put<V>(dx, i, sum, add);
  }
}
BOTH(binMeansBack,
     (u64 count, int height, int width, int channels, int rows, int columns, const map_t* dy,
      map_t* dx, int add),
     (count, height, width, channels, rows, columns, dy, dx, add))
