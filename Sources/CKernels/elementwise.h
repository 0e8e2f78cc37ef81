// What works on flat arrays, value by value: activations, transposes, optimizers, norms.

/// How many values the next vector holds, the last one fewer.
#define REST(count, i) ((count) - (i) < V ? (count) - (i) : V)

/// Up to V values, zeros after them.
INLINE vec load_some(const float *p, long n) {
#if V == 16
  return _mm512_maskz_loadu_ps((__mmask16)((1u << n) - 1), p);
#else
  if (n == V) return load(p);
  float padded[V] = {0};
  for (long i = 0; i < n; i++) padded[i] = p[i];
  return load(padded);
#endif
}

INLINE void store_some(float *p, vec x, long n) {
#if V == 16
  _mm512_mask_storeu_ps(p, (__mmask16)((1u << n) - 1), x);
#else
  if (n == V) {
    store(p, x);
    return;
  }
  for (long i = 0; i < n; i++) p[i] = x[i];
#endif
}

void NAME(sigmoid)(const float *x, float *y, long count) {
  for (long i = 0; i < count; i += V) {
    const long n = REST(count, i);
    store_some(y + i, sigmoid(load_some(x + i, n)), n);
  }
}

void NAME(tanh)(const float *x, float *y, long count) {
  for (long i = 0; i < count; i += V) {
    const long n = REST(count, i);
    store_some(y + i, hyperbolic_tangent(load_some(x + i, n)), n);
  }
}

void NAME(softplus)(const float *x, float *y, float *slope, long count) {
  for (long i = 0; i < count; i += V) {
    const long n = REST(count, i);
    vec tangent, value = softplus(load_some(x + i, n), &tangent);
    store_some(y + i, value, n);
    store_some(slope + i, tangent, n);
  }
}

void NAME(add_up)(float *sum, const float *const *parts, int number, long start, long count) {
  for (long i = 0; i < count; i += V) {
    const long n = REST(count, i);
    vec total = load_some(parts[0] + start + i, n);
    for (int p = 1; p < number; p++) total = total + load_some(parts[p] + start + i, n);
    store_some(sum + start + i, total, n);
  }
}

double NAME(square_sum)(const float *x, long count) {
  dvec sums = {0};
  for (long i = 0; i < count; i += V) {
    const long n = REST(count, i);
    dvec wide = __builtin_convertvector(load_some(x + i, n), dvec);
    sums += wide * wide;
  }
  double sum = 0;
  for (int j = 0; j < V; j++) sum += sums[j];
  return sum;
}

void NAME(scale)(float *x, float factor, long count) {
  for (long i = 0; i < count; i += V) {
    const long n = REST(count, i);
    store_some(x + i, load_some(x + i, n) * splat(factor), n);
  }
}

void NAME(clamp)(float *x, float limit, long count) {
  for (long i = 0; i < count; i += V) {
    const long n = REST(count, i);
    store_some(x + i, clamped(load_some(x + i, n), limit), n);
  }
}

void NAME(adam)(
  float *w, const float *g, float *m, float *v, long count, const ck_adam_constants *k
) {
  const vec beta1 = splat(k->beta1), rest1 = splat(1 - k->beta1);
  const vec beta2 = splat(k->beta2), rest2 = splat(1 - k->beta2);
  const vec rate = splat(k->rate), scale = splat(k->v_scale);
  const vec epsilon = splat(k->epsilon), decay = splat(k->decay);
  for (long i = 0; i < count; i += V) {
    const long n = REST(count, i);
    vec gradient = load_some(g + i, n);
    vec first = fma(beta1, load_some(m + i, n), rest1 * gradient);
    vec second = fma(beta2, load_some(v + i, n), rest2 * gradient * gradient);
    vec size = fma(square_root(second), scale, epsilon);
    store_some(m + i, first, n);
    store_some(v + i, second, n);
    store_some(w + i, decay * load_some(w + i, n) - rate * first / size, n);
  }
}

void NAME(momentum)(float *w, const float *g, float *m, long count, float momentum, float rate) {
  for (long i = 0; i < count; i += V) {
    const long n = REST(count, i);
    vec first = fma(splat(momentum), load_some(m + i, n), load_some(g + i, n));
    store_some(m + i, first, n);
    store_some(w + i, load_some(w + i, n) - splat(rate) * first, n);
  }
}

void NAME(rmsprop)(
  float *w, const float *g, float *m, float *v, long count, const ck_rmsprop_constants *k
) {
  const vec smoothing = splat(k->smoothing), rest = splat(1 - k->smoothing);
  const vec epsilon = splat(k->epsilon), momentum = splat(k->momentum), rate = splat(k->rate);
  for (long i = 0, n; i < count; i += n) {
    n = REST(count, i);
    vec gradient = load_some(g + i, n);
    vec second = fma(smoothing, load_some(v + i, n), rest * gradient * gradient);
    vec size = square_root(second) + epsilon;
    vec first = fma(momentum, load_some(m + i, n), gradient / size);
    store_some(v + i, second, n);
    store_some(m + i, first, n);
    store_some(w + i, load_some(w + i, n) - rate * first, n);
  }
}

void NAME(blend)(float *sum, float keep, const float *addend, float share, long count) {
  for (long i = 0, n; i < count; i += n) {
    n = REST(count, i);
    vec kept = splat(keep) * load_some(sum + i, n);
    store_some(sum + i, fma(splat(share), load_some(addend + i, n), kept), n);
  }
}

/// V lines of V floats, turned over: after each round of interleaving line i with line i + V / 2,
/// one more of the column's bits has become one of the line's.
INLINE void turn_over(vec lines[V]) {
  UNROLLED
  for (int round = 1; round < V; round *= 2) {
    vec next[V];
    UNROLLED
    for (int i = 0; i < V / 2; i++) {
      next[2 * i] = interleave(lines[i], lines[i + V / 2], LOWER_HALVES);
      next[2 * i + 1] = interleave(lines[i], lines[i + V / 2], UPPER_HALVES);
    }
    UNROLLED
    for (int i = 0; i < V; i++) lines[i] = next[i];
  }
}

void NAME(transpose)(
  const float *weights, int rows, int first, int count, int columns, int block, float *transposed
) {
  const int vectors = (count + V - 1) / V, columns_v = columns / V;
  for (int n = 0; n < vectors; n += 4) {
    const int width = (vectors - n < 4 ? vectors - n : 4) * V;
    for (int b = 0; b < columns_v; b += block) {
      const int run = (columns_v - b < block ? columns_v - b : block) * V;
      const float *source = weights + (long)b * V * rows + (long)(first + n * V) * run;
      for (int j = 0; j < width; j += V) {
        for (int c = 0; c < run; c += V) {
          vec lines[V];
          UNROLLED
          for (int k = 0; k < V; k++)
            lines[k] = n * V + j + k < count ? load(source + (long)(j + k) * run + c) : splat(0);
          turn_over(lines);
          UNROLLED
          for (int k = 0; k < V; k++) store(transposed + (long)(c + k) * width + j, lines[k]);
        }
      }
      transposed += (long)run * width;
    }
  }
}
