// Hands each call to the path it names.
#include "paths.h"

bool ck_supported(int path) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  bool fused = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (path == CK_AVX2) return fused;
  if (path == CK_AVX512)
    return fused && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
#endif
  return path == CK_PORTABLE;
}

int ck_vector_width(int path) { return path == CK_AVX512 ? 16 : path == CK_AVX2 ? 8 : 4; }

#if defined(__x86_64__)
#define DISPATCH(path, name, ...) \
  (path == CK_AVX512 ? ck_avx512_##name(__VA_ARGS__) \
    : path == CK_AVX2 ? ck_avx2_##name(__VA_ARGS__) \
                      : ck_portable_##name(__VA_ARGS__))
#else
#define DISPATCH(path, name, ...) ck_portable_##name(__VA_ARGS__)
#endif

void ck_recurrent_forward(int path, int cell, const ck_recurrent_forward_args *args) {
  DISPATCH(path, recurrent_forward, cell, args);
}
void ck_recurrent_backward(int path, int cell, const ck_recurrent_backward_args *args) {
  DISPATCH(path, recurrent_backward, cell, args);
}
void ck_dense_forward(int path, const ck_dense_forward_args *args) {
  DISPATCH(path, dense_forward, args);
}
void ck_dense_backward(int path, const ck_dense_backward_args *args) {
  DISPATCH(path, dense_backward, args);
}
void ck_transpose(
  int path, const float *weights, int rows, int first, int count, int columns, int block,
  float *transposed
) {
  DISPATCH(path, transpose, weights, rows, first, count, columns, block, transposed);
}
void ck_sigmoid(int path, const float *x, float *y, long count) {
  DISPATCH(path, sigmoid, x, y, count);
}
void ck_tanh(int path, const float *x, float *y, long count) { DISPATCH(path, tanh, x, y, count); }
void ck_softplus(int path, const float *x, float *y, float *slope, long count) {
  DISPATCH(path, softplus, x, y, slope, count);
}
void ck_quantiles_forward(
  int path, float *values, const float *distances, int lines, int width, int horizon, int count,
  int anchor
) {
  DISPATCH(path, quantiles_forward, values, distances, lines, width, horizon, count, anchor);
}
void ck_quantiles_backward(
  int path, float *gradients, const float *slopes, int lines, int width, int horizon, int count,
  int anchor
) {
  DISPATCH(path, quantiles_backward, gradients, slopes, lines, width, horizon, count, anchor);
}
double ck_pinball(
  int path, float *predictions, const float *targets, const float *weights, int horizon, int count,
  const float *quantiles, float scale
) {
  return DISPATCH(path, pinball, predictions, targets, weights, horizon, count, quantiles, scale);
}
void ck_add_up(
  int path, float *sum, const float *const *parts, int number, long start, long count
) {
  DISPATCH(path, add_up, sum, parts, number, start, count);
}
double ck_square_sum(int path, const float *x, long count) {
  return DISPATCH(path, square_sum, x, count);
}
void ck_scale(int path, float *x, float factor, long count) {
  DISPATCH(path, scale, x, factor, count);
}
void ck_clamp(int path, float *x, float limit, long count) {
  DISPATCH(path, clamp, x, limit, count);
}
void ck_adam(
  int path, float *w, const float *g, float *m, float *v, long count, ck_adam_constants constants
) {
  DISPATCH(path, adam, w, g, m, v, count, &constants);
}
void ck_momentum(
  int path, float *w, const float *g, float *m, long count, float momentum, float rate
) {
  DISPATCH(path, momentum, w, g, m, count, momentum, rate);
}
void ck_rmsprop(
  int path, float *w, const float *g, float *m, float *v, long count, ck_rmsprop_constants constants
) {
  DISPATCH(path, rmsprop, w, g, m, v, count, &constants);
}
void ck_blend(
  int path, float *sum, float keep, const float *addend, float share, long count
) {
  DISPATCH(path, blend, sum, keep, addend, share, count);
}
