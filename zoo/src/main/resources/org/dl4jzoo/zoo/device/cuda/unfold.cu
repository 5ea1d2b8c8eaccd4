// Convolutions as products of matrices: what lies under the kernel at a pixel of the output becomes
// a row, [pixels, kernel, kernel, channels].

template <int V>
__device__ void unfold(u64 count, Sliding s, const map_t* x, map_t* rows) {
  EACH(i, count) {
    u64 rest = i;
    int c = split(rest, s.channels);
    int kx = split(rest, s.kernel);
    int ky = split(rest, s.kernel);
    int ix = split(rest, s.outWidth) * s.stride + kx - s.left;
    int iy = split(rest, s.outHeight) * s.stride + ky - s.top;
    bool inside = iy >= 0 && iy < s.height && ix >= 0 && ix < s.width;
    u64 from = ((rest * s.height + iy) * s.width + ix) * s.channels + c;
    store<V>(rows, i, inside ? load<V>(x, from) : zeros<V>());
  }
}
BOTH(unfold, (u64 count, SLIDING_PARAMETERS, const map_t* x, map_t* rows),
     (count, SLIDING, x, rows))

// Each value of the input collects its gradient from the rows that it was copied to.
template <int V>
__device__ void fold(u64 count, Sliding s, const map_t* rows, map_t* x, int add) {
  EACH(i, count) {
    Place p(i, s.channels, s.width, s.height);
    Values<V> sum = zeros<V>();
    for (int ky = 0; ky < s.kernel; ky++) {
      int high = p.y + s.top - ky;
      int oy = high / s.stride;
      if (high < 0 || oy * s.stride != high || oy >= s.outHeight) continue;
      for (int kx = 0; kx < s.kernel; kx++) {
        int wide = p.x + s.left - kx;
        int ox = wide / s.stride;
        if (wide < 0 || ox * s.stride != wide || ox >= s.outWidth) continue;
        u64 row = (p.image * s.outHeight + oy) * s.outWidth + ox;
        u64 from = ((row * s.kernel + ky) * s.kernel + kx) * s.channels + p.c;
        addTo<V>(sum, load<V>(rows, from));
      }
    }
    put<V>(x, i, sum, add);
  }
}
BOTH(fold, (u64 count, SLIDING_PARAMETERS, const map_t* rows, map_t* x, int add),
     (count, SLIDING, rows, x, add))
