// The three products shared by recurrent and dense layers. A "pair" is one (step, row).

/// Where pair p of a window that begins at `step` lies.
INLINE const float *pair_of(ck_rows rows, int height, long step, int p) {
  return rows.base + (step + p / height) * rows.step + (p % height) * rows.row;
}

/// One tile of a dense layer: sums start at the bias row.
INLINE void dense_tile(
  const int M, const int N, const float *const *a, int first, const float *const *b, int second,
  const float *w, const float *bias, const float *bias2, float *const *out
) {
  vec sums[TILE_ROWS][4];
  UNROLLED
  for (int j = 0; j < N; j++) {
    vec start = bias ? load(bias + j * V) : splat(0);
    if (bias2) start = start + load(bias2 + j * V);
    UNROLLED
    for (int r = 0; r < M; r++) sums[r][j] = start;
  }
  w = accumulate(M, N, sums, a, 0, first, w);
  accumulate(M, N, sums, b, 0, second, w);
  UNROLLED
  for (int r = 0; r < M; r++)
    UNROLLED
    for (int j = 0; j < N; j++) store(out[r] + j * V, sums[r][j]);
}

static void NAME(dense_block)(
  int m, int n, const float *const *a, int first, const float *const *b, int second, const float *w,
  const float *bias, const float *bias2, float *const *out
) {
#define COUNT(M) FOR_EACH_WIDTH(n, WIDTH_##M)
#define WIDTH(M, N) dense_tile(M, N, a, first, b, second, w, bias, bias2, out)
#define WIDTH_1(N) WIDTH(1, N)
#define WIDTH_2(N) WIDTH(2, N)
#define WIDTH_3(N) WIDTH(3, N)
#define WIDTH_4(N) WIDTH(4, N)
#define WIDTH_5(N) WIDTH(5, N)
#define WIDTH_6(N) WIDTH(6, N)
  FOR_EACH_COUNT(m, COUNT)
#undef WIDTH
}

/// One tile of d(input) = d(output) x transposed weights; the columns lie in `groups` runs. With
/// `keep` the sums start at what `out` holds.
INLINE void data_gradient_tile(
  const int M, const int N, const float *const *a, int groups, long group_stride, int run,
  const float *w, bool keep, float *const *out
) {
  vec sums[TILE_ROWS][4];
  UNROLLED
  for (int r = 0; r < M; r++)
    UNROLLED
    for (int j = 0; j < N; j++) sums[r][j] = keep ? load(out[r] + j * V) : splat(0);
  for (int g = 0; g < groups; g++) w = accumulate(M, N, sums, a, g * group_stride, run, w);
  UNROLLED
  for (int r = 0; r < M; r++)
    UNROLLED
    for (int j = 0; j < N; j++) store(out[r] + j * V, sums[r][j]);
}

/// d(input) of up to TILE_ROWS rows, all `width` padded inputs; added to `out` with `keep`.
static void NAME(data_gradient)(
  int m, int width, const float *const *a, int groups, long group_stride, int run, const float *w,
  bool keep, float **out
) {
  for (int left = width / V, n; left > 0; left -= n) {
    n = left < 4 ? left : 4;
#define WIDTH(M, N) data_gradient_tile(M, N, a, groups, group_stride, run, w, keep, out)
    FOR_EACH_COUNT(m, COUNT)
#undef WIDTH
    w += (long)groups * run * n * V;
    for (int r = 0; r < m; r++) out[r] += n * V;
  }
}

/// The inputs' gradients of all pairs, side by side in `out`, by those of the outputs in `d`.
static void NAME(data_gradients)(
  ck_rows d, int steps, int rows, int groups, long group_stride, int run, const float *w, bool keep,
  int width, float *out
) {
  // Counted along: a division for each row would cost more than a narrow row itself.
  const float *step = d.base;
  for (int p = 0, row = 0, m, pairs = steps * rows; p < pairs; p += m) {
    m = tile_height(pairs - p);
    const float *a[TILE_ROWS];
    float *to[TILE_ROWS];
    for (int r = 0; r < m; r++) {
      a[r] = step + row * d.row;
      to[r] = out + (long)(p + r) * width;
      if (++row < rows) continue;
      row = 0;
      step += d.step;
    }
    NAME(data_gradient)(m, width, a, groups, group_stride, run, w, keep, to);
  }
}

/// sums[f][j] += x[pair][f] * d[pair][j] for F inputs and N vectors of outputs; = without `keep`.
INLINE void weight_gradient_tile(
  const int F, const int N, ck_rows x, ck_rows d, int steps, int rows, bool keep, float *gradients
) {
  vec sums[TILE_ROWS][4];
  UNROLLED
  for (int f = 0; f < F; f++)
    UNROLLED
    for (int j = 0; j < N; j++)
      sums[f][j] = keep ? load(gradients + (f * N + j) * V) : splat(0);
  for (int t = 0; t < steps; t++) {
    const float *a = x.base + t * x.step, *b = d.base + t * d.step;
    for (int r = 0; r < rows; r++, a += x.row, b += d.row) {
#if TILE_ROWS == 6
      vec column[4];
      UNROLLED
      for (int j = 0; j < N; j++) column[j] = load(b + j * V);
      UNROLLED
      for (int f = 0; f < F; f++) {
        vec value = splat(a[f]);
        UNROLLED
        for (int j = 0; j < N; j++) sums[f][j] = fma(value, column[j], sums[f][j]);
      }
#else
      vec value[TILE_ROWS];
      UNROLLED
      for (int f = 0; f < F; f++) value[f] = splat(a[f]);
      UNROLLED
      for (int j = 0; j < N; j++) {
        vec column = load(b + j * V);
        UNROLLED
        for (int f = 0; f < F; f++) sums[f][j] = fma(value[f], column, sums[f][j]);
      }
#endif
    }
  }
  UNROLLED
  for (int f = 0; f < F; f++)
    UNROLLED
    for (int j = 0; j < N; j++) store(gradients + (f * N + j) * V, sums[f][j]);
}

/// gradients[k][n vectors] += sum over pairs of x[pair][k] * d[pair], for `inputs` rows k; = without
/// `keep`.
static void NAME(weight_gradient)(
  int inputs, int n, ck_rows x, ck_rows d, int steps, int rows, bool keep, float *gradients
) {
  for (int k = 0, m; k < inputs; k += m) {
    m = tile_height(inputs - k);
#define WIDTH(M, N) weight_gradient_tile(M, N, x, d, steps, rows, keep, gradients)
    FOR_EACH_COUNT(m, COUNT)
#undef WIDTH
    x.base += m;
    gradients += (long)m * n * V;
  }
}

INLINE void bias_gradient_tile(
  const int N, ck_rows d, int steps, int rows, bool keep, float *gradients
) {
  vec sums[4];
  UNROLLED
  for (int j = 0; j < N; j++) sums[j] = keep ? load(gradients + j * V) : splat(0);
  for (int t = 0; t < steps; t++) {
    const float *b = d.base + t * d.step;
    for (int r = 0; r < rows; r++, b += d.row) {
      UNROLLED
      for (int j = 0; j < N; j++) sums[j] = sums[j] + load(b + j * V);
    }
  }
  UNROLLED
  for (int j = 0; j < N; j++) store(gradients + j * V, sums[j]);
}

/// gradients[n vectors] += sum over pairs of d[pair]: what the biases get; = without `keep`.
static void NAME(bias_gradient)(
  int n, ck_rows d, int steps, int rows, bool keep, float *gradients
) {
#define SUM(N) bias_gradient_tile(N, d, steps, rows, keep, gradients)
  FOR_EACH_WIDTH(n, SUM)
#undef SUM
}
