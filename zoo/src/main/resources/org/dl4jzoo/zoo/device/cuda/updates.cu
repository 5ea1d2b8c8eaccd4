// What optimizers do to parameters. Steps are {gradient scale, l2, decay}, where decay is the
// learning rate times the decoupled decay.

__device__ __forceinline__ float regularised(float g, float p, float scale, float l2) {
  return g * scale + l2 * p;
}

template <int V>
__device__ void adam(
    u64 count, float gradientScale, float l2, float decay, float beta1, float beta2, float share1,
    float share2, float alpha, float eps, float* p, const float* g, float* m, float* v) {
  EACH(i, count) {
    Values<V> parameter = load<V>(p, i);
    Values<V> gradient = load<V>(g, i);
    Values<V> mean = load<V>(m, i);
    Values<V> square = load<V>(v, i);
#pragma unroll
    for (int j = 0; j < V; j++) {
      float old = parameter.at[j];
      float d = regularised(gradient.at[j], old, gradientScale, l2);
      mean.at[j] = beta1 * mean.at[j] + share1 * d;
      square.at[j] = beta2 * square.at[j] + share2 * d * d;
      parameter.at[j] =
          old - (alpha * mean.at[j] / (sqrtf(square.at[j]) + eps) + decay * old);
    }
    store<V>(p, i, parameter);
    store<V>(m, i, mean);
    store<V>(v, i, square);
  }
}
BOTH(adam,
     (u64 count, float gradientScale, float l2, float decay, float beta1, float beta2,
      float share1, float share2, float alpha, float eps, float* p, const float* g, float* m,
      float* v),
     (count, gradientScale, l2, decay, beta1, beta2, share1, share2, alpha, eps, p, g, m, v))

template <int V>
__device__ void nesterov(
    u64 count, float gradientScale, float l2, float decay, float rate, float momentum, float* p,
    const float* g, float* v) {
  EACH(i, count) {
    Values<V> parameter = load<V>(p, i);
    Values<V> gradient = load<V>(g, i);
    Values<V> velocity = load<V>(v, i);
#pragma unroll
    for (int j = 0; j < V; j++) {
      float old = parameter.at[j];
      float before = velocity.at[j];
      float d = regularised(gradient.at[j], old, gradientScale, l2);
      float u = momentum * before - rate * d;
      parameter.at[j] = old + ((1 + momentum) * u - momentum * before - decay * old);
      velocity.at[j] = u;
    }
    store<V>(p, i, parameter);
    store<V>(v, i, velocity);
  }
}
BOTH(nesterov,
     (u64 count, float gradientScale, float l2, float decay, float rate, float momentum, float* p,
      const float* g, float* v),
     (count, gradientScale, l2, decay, rate, momentum, p, g, v))

template <int V>
__device__ void rmsProp(
    u64 count, float gradientScale, float l2, float decay, float rate, float keep, float share,
    float eps, float* p, const float* g, float* s) {
  EACH(i, count) {
    Values<V> parameter = load<V>(p, i);
    Values<V> gradient = load<V>(g, i);
    Values<V> square = load<V>(s, i);
#pragma unroll
    for (int j = 0; j < V; j++) {
      float old = parameter.at[j];
      float d = regularised(gradient.at[j], old, gradientScale, l2);
      square.at[j] = keep * square.at[j] + share * d * d;
      parameter.at[j] = old - (rate * d / (sqrtf(square.at[j]) + eps) + decay * old);
    }
    store<V>(p, i, parameter);
    store<V>(s, i, square);
  }
}
BOTH(rmsProp,
     (u64 count, float gradientScale, float l2, float decay, float rate, float keep, float share,
      float eps, float* p, const float* g, float* s),
     (count, gradientScale, l2, decay, rate, keep, share, eps, p, g, s))

template <int V>
__device__ void scale(u64 count, float factor, float* x) {
  EACH(i, count) {
    Values<V> value = load<V>(x, i);
#pragma unroll
    for (int v = 0; v < V; v++) value.at[v] *= factor;
    store<V>(x, i, value);
  }
}
BOTH(scale, (u64 count, float factor, float* x), (count, factor, x))

template <int V>
__device__ void subtract(u64 count, float factor, float* p, const float* g) {
  EACH(i, count) {
    Values<V> parameter = load<V>(p, i);
    Values<V> gradient = load<V>(g, i);
#pragma unroll
    for (int j = 0; j < V; j++) parameter.at[j] -= factor * gradient.at[j];
    store<V>(p, i, parameter);
  }
}
BOTH(subtract, (u64 count, float factor, float* p, const float* g), (count, factor, p, g))

KERNEL statisticsStep(
    u64 count, float share, const float* running, const float* ofBatch, float* step, int add) {
  EACH(i, count) {
    float difference = share * (running[i] - ofBatch[i]);
    step[i] = add ? step[i] + difference : difference;
  }
}

template <int V>
__device__ void follow(u64 count, float kept, float share, const float* p, float* average) {
  EACH(i, count) {
    Values<V> parameter = load<V>(p, i);
    Values<V> mean = load<V>(average, i);
#pragma unroll
    for (int j = 0; j < V; j++) mean.at[j] = kept * mean.at[j] + share * parameter.at[j];
    store<V>(average, i, mean);
  }
}
BOTH(follow, (u64 count, float kept, float share, const float* p, float* average),
     (count, kept, share, p, average))

// The sum of squares that a block's threads see; the host adds those of the blocks.
KERNEL squares(u64 count, const float* x, double* partials) {
  __shared__ double sums[THREADS];
  double sum = 0;
  EACH(i, count) sum += (double) x[i] * x[i];
  sums[threadIdx.x] = sum;
  __syncthreads();
  for (int half = THREADS / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) sums[threadIdx.x] += sums[threadIdx.x + half];
    __syncthreads();
  }
  if (threadIdx.x == 0) partials[blockIdx.x] = sums[0];
}
