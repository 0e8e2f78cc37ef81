// Vectors of V floats and the few operations on them that the kernels need. Included once for each
// path, with V, TILE_ROWS and NAME() defined; no include guard, on purpose.
//
// TILE_ROWS is how many rows times four vectors of sums fit in the registers beside the operands.

typedef float vec __attribute__((vector_size(4 * V)));
typedef int ivec __attribute__((vector_size(4 * V)));
typedef double dvec __attribute__((vector_size(8 * V)));
typedef float vec_unaligned __attribute__((vector_size(4 * V), aligned(4), may_alias));

#define INLINE static inline __attribute__((always_inline))
/// Before a loop over constants whose sums must stay in registers.
#if defined(__clang__)
#define UNROLLED _Pragma("clang loop unroll(full)")
#else
#define UNROLLED _Pragma("GCC unroll 16")
#endif

INLINE vec load(const float *p) { return *(const vec_unaligned *)p; }
INLINE void store(float *p, vec x) { *(vec_unaligned *)p = x; }

// Said with intrinsics where they exist: `(vec){0} + x` would add, once for each broadcast.
#if V == 16
INLINE vec splat(float x) { return _mm512_set1_ps(x); }
INLINE vec fma(vec a, vec b, vec c) { return _mm512_fmadd_ps(a, b, c); }
#elif V == 8
INLINE vec splat(float x) { return _mm256_set1_ps(x); }
INLINE vec fma(vec a, vec b, vec c) { return _mm256_fmadd_ps(a, b, c); }
#else
INLINE vec splat(float x) { return (vec){x, x, x, x}; }
INLINE vec fma(vec a, vec b, vec c) { return a * b + c; }
#endif

INLINE vec square_root(vec x) {
#if defined(__clang__)
  return __builtin_elementwise_sqrt(x);
#else
  for (int j = 0; j < V; j++) x[j] = __builtin_sqrtf(x[j]);
  return x;
#endif
}

/// a[0], b[0], a[1], b[1]...: of the lower or the upper halves.
#define interleave(a, b, halves) __builtin_shufflevector(a, b, halves)
#if V == 16
#define LOWER_HALVES 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define UPPER_HALVES \
  8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#elif V == 8
#define LOWER_HALVES 0, 8, 1, 9, 2, 10, 3, 11
#define UPPER_HALVES 4, 12, 5, 13, 6, 14, 7, 15
#else
#define LOWER_HALVES 0, 4, 1, 5
#define UPPER_HALVES 2, 6, 3, 7
#endif

INLINE vec choose(ivec mask, vec a, vec b) { return (vec)((mask & (ivec)a) | (~mask & (ivec)b)); }

/// x held within -limit...limit; NaN stays NaN, so that bad data is noticed.
INLINE vec clamped(vec x, float limit) {
  // The order matters: where one operand is NaN, these instructions return the second.
#if V == 16
  return _mm512_max_ps(splat(-limit), _mm512_min_ps(splat(limit), x));
#elif V == 8
  return _mm256_max_ps(splat(-limit), _mm256_min_ps(splat(limit), x));
#else
  vec high = splat(limit), low = splat(-limit);
  x = choose(x > high, high, x);
  return choose(x < low, low, x);
#endif
}

/// 2^n for the whole number n nearest to x, and the rest x - n, at most a half.
INLINE vec power_of_two(vec x, vec *rest) {
#if V == 16
  vec n = _mm512_roundscale_ps(x, 8);
  *rest = x - n;
  return _mm512_scalef_ps(splat(1), n);
#else
  // Beside 1.5 * 2^23 a number's last bit is worth one: n stands in the low bits, and becomes the
  // exponent. For x from -126 to 127.
  vec n = x + 12582912.0f;
  *rest = x - (n - 12582912.0f);
  return (vec)(((ivec)n << 23) + 0x3f800000);
#endif
}

/// 2^x - 1 = scale * p + (scale - 1), where scale is a power of two and p = 2^f - 1 for the rest f
/// of x; |x| up to 125. The polynomial is exact at 0, so small x keep their bits.
INLINE vec power_parts(vec x, vec *scale) {
  vec f;
  *scale = power_of_two(x, &f);
  vec q = splat(1.54614478e-4f);
  q = fma(q, f, splat(1.33908668e-3f));
  q = fma(q, f, splat(9.61805694e-3f));
  q = fma(q, f, splat(5.55035695e-2f));
  q = fma(q, f, splat(2.40226507e-1f));
  q = fma(q, f, splat(6.93147182e-1f));
  return q * f;
}

// Below, a division: it has a unit of its own, while an estimate and its mending would need the one
// that the products around it keep busy.

/// 1 / (1 + e) with e = exp(-x). No bits of a small e are needed: one power of the polynomial less.
INLINE vec sigmoid(vec x) {
  vec f, scale = power_of_two(clamped(x * splat(-1.44269504f), 120), &f);
  vec q = splat(1.32647e-3f);
  q = fma(q, f, splat(9.67151e-3f));
  q = fma(q, f, splat(5.550734e-2f));
  q = fma(q, f, splat(2.4022242e-1f));
  q = fma(q, f, splat(6.9314698e-1f));
  q = fma(q, f, splat(1));
  return splat(1) / fma(scale, q, splat(1));
}

/// (e - 1) / (e + 1) with e = exp(2 x); e - 1 comes without cancellation.
INLINE vec hyperbolic_tangent(vec x) {
  vec scale, p = power_parts(clamped(x * splat(2.88539008f), 60), &scale);
  vec rise = fma(scale, p, scale - splat(1));
  return rise / (rise + splat(2));
}

/// log(1 + exp(x)) = max(x, 0) + log(1 + e) with e = exp(-|x|), and log(1 + e) = 2 artanh(e / (2 + e)).
INLINE vec softplus(vec x, vec *slope) {
  vec magnitude = (vec)((ivec)x & 0x7fffffff);
  vec scale, p = power_parts(clamped(magnitude * splat(-1.44269504f), 120), &scale);
  vec e = fma(scale, p, scale);
  vec s = e / (e + splat(2)), z = s * s;
  vec q = splat(2.0f / 15);
  q = fma(q, z, splat(2.0f / 13));
  q = fma(q, z, splat(2.0f / 11));
  q = fma(q, z, splat(2.0f / 9));
  q = fma(q, z, splat(2.0f / 7));
  q = fma(q, z, splat(2.0f / 5));
  q = fma(q, z, splat(2.0f / 3));
  q = fma(q * z, s, s + s);
  vec share = splat(1) / (e + splat(1));
  *slope = choose(x < splat(0), e * share, share);
  return choose(x < splat(0), q, x + q);
}

/// Calls CASE(n, m) with both counts as constants, so that every sum stays in a register.
#if TILE_ROWS == 6
#define FOR_EACH_COUNT(n, CASE) \
  switch (n) { \
    case 1: CASE(1); break; \
    case 2: CASE(2); break; \
    case 3: CASE(3); break; \
    case 4: CASE(4); break; \
    case 5: CASE(5); break; \
    case 6: CASE(6); break; \
  }
#elif TILE_ROWS == 2
#define FOR_EACH_COUNT(n, CASE) \
  switch (n) { \
    case 1: CASE(1); break; \
    case 2: CASE(2); break; \
  }
#else
#define FOR_EACH_COUNT(n, CASE) \
  switch (n) { \
    case 1: CASE(1); break; \
    case 2: CASE(2); break; \
    case 3: CASE(3); break; \
  }
#endif
#define FOR_EACH_WIDTH(n, CASE) \
  switch (n) { \
    case 1: CASE(1); break; \
    case 2: CASE(2); break; \
    case 3: CASE(3); break; \
    case 4: CASE(4); break; \
  }

/// The next tile's height: as even a split of what is left as the registers allow.
INLINE int tile_height(int left) {
  int tiles = (left + TILE_ROWS - 1) / TILE_ROWS;
  return (left + tiles - 1) / tiles;
}

/// sums[r][j] += a[r][k] * w[k][j] over k: the inner loop of every product but the weight gradient.
/// One chain for each sum, so that a row's result does not depend on how many rows share its tile.
INLINE const float *accumulate(
  const int M, const int N, vec sums[TILE_ROWS][4], const float *const *a, long offset, int count,
  const float *w
) {
  for (int k = 0; k < count; k++, w += N * V) {
#if TILE_ROWS == 6
    vec column[4];
    UNROLLED
    for (int j = 0; j < N; j++) column[j] = load(w + j * V);
    UNROLLED
    for (int r = 0; r < M; r++) {
      vec x = splat(a[r][offset + k]);
      UNROLLED
      for (int j = 0; j < N; j++) sums[r][j] = fma(x, column[j], sums[r][j]);
    }
#else
    vec x[TILE_ROWS];
    UNROLLED
    for (int r = 0; r < M; r++) x[r] = splat(a[r][offset + k]);
    UNROLLED
    for (int j = 0; j < N; j++) {
      vec column = load(w + j * V);
      UNROLLED
      for (int r = 0; r < M; r++) sums[r][j] = fma(x[r], column, sums[r][j]);
    }
#endif
  }
  return w;
}
