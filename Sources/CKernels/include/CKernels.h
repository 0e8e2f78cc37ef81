// Flat float arithmetic for recurrent networks, once for each kind of processor.
//
// Letters: T steps, R rows (sequences), I inputs, H hidden units, V floats in a vector register,
// U unit blocks = ceil(H / V), P = U * V padded units. Every function reads and writes plain memory
// that its caller owns; nothing here allocates or keeps state, except the worker pool.
//
// Packed weights of an LSTM layer: [unit block][row k][gate i, f, g, o][V], rows k = the I inputs,
// then the H hidden units, then (with biases) bias_ih and bias_hh. A GRU layer is packed the same way
// with three gates, in the order n, r, z on the rows of inputs and bias_ih and r, z, n on those of
// hidden units and bias_hh. A dense layer has blocks of up to four vectors of outputs:
// [block][row k][1...4 vectors][V], and so has an Elman layer, whose outputs are its units.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stdbool.h>
#include <stddef.h>

#include "table.h"

enum { CK_PORTABLE = 0, CK_AVX2 = 1, CK_AVX512 = 2 };
/// The recurrent cells; the last two are Elman's with tanh and with relu.
enum { CK_LSTM = 0, CK_GRU = 1, CK_TANH = 2, CK_RELU = 3 };

/// Whether this processor can run the path.
bool ck_supported(int path);
/// V, the floats in one vector of the path.
int ck_vector_width(int path);

/// Where the values of (step t, row r) begin: base + t * step + r * row.
typedef struct {
  const float *base;
  long step, row;
} ck_rows;

/// One recurrent layer over some steps of some rows.
///
/// Gates: [T][U][R][4][V], for a GRU n, r, z and W_hn h + b_hn; for an Elman layer [T][R][P], and
/// only the backward pass uses them. Only the LSTM has c.
typedef struct {
  const float *weights;
  int inputs, hidden, rows, steps;
  bool bias;
  ck_rows input;
  /// [T + 1][R][P]; slot 0 is the state before the first step.
  float *h;
  /// The cell state after step t at c + (t + 1) * c_step; c_step 0 keeps only the newest.
  float *c;
  long c_step;
  /// Written when trace is true; otherwise scratch of the same size.
  float *gates;
  bool trace;
} ck_recurrent_forward_args;

/// The backward pass of the same layer; overwrites the gates by their gradients.
typedef struct {
  int inputs, hidden, rows, steps;
  bool bias;
  ck_rows input;
  const float *h;
  const float *c;
  float *gates;
  /// Transposed weights of the hidden rows and, where input_gradient is wanted, of the input rows.
  const float *hidden_transposed;
  const float *input_transposed;
  /// [T][R][P]: the loss's gradient by h, from the layer above.
  const float *flow;
  /// [R][P] each: the gradient by the last state on entry, by the initial state on return.
  float *h_gradient, *c_gradient;
  /// Packed like the weights; added to, or overwritten where they are fresh.
  float *gradients;
  bool fresh;
  /// [T][R][padded inputs], overwritten; NULL where it is not wanted.
  float *input_gradient;
} ck_recurrent_backward_args;

/// A dense layer over rows (t, r) that reads two inputs side by side (the second may be empty).
typedef struct {
  const float *weights;
  int first_inputs, second_inputs, outputs, rows, steps;
  ck_rows first, second;
  /// [T][R][padded outputs]
  float *output;
} ck_dense_forward_args;

typedef struct {
  const float *first_transposed;
  int first_inputs, second_inputs, outputs, rows, steps;
  ck_rows first, second;
  /// [T][R][padded outputs]
  const float *output_gradient;
  /// Packed like the weights; added to.
  float *gradients;
  /// [T][R][padded first inputs], overwritten; NULL where it is not wanted.
  float *first_gradient;
} ck_dense_backward_args;

void ck_recurrent_forward(int path, int cell, const ck_recurrent_forward_args *args);
void ck_recurrent_backward(int path, int cell, const ck_recurrent_backward_args *args);
void ck_dense_forward(int path, const ck_dense_forward_args *args);
void ck_dense_backward(int path, const ck_dense_backward_args *args);

/// Copies rows first ..< first + count of a packed layer as its transpose:
/// [block of up to 4 vectors of count][columns of the layer][vectors of the block][V].
/// `columns` is 4 * P for an LSTM layer, 3 * P for a GRU and the padded outputs of a dense one, in
/// blocks of up to `block` vectors; `rows` all rows of a block, biases included.
void ck_transpose(
  int path, const float *weights, int rows, int first, int count, int columns, int block,
  float *transposed);

void ck_sigmoid(int path, const float *x, float *y, long count);
void ck_tanh(int path, const float *x, float *y, long count);
/// y = log(1 + exp(x)) and its slope, sigmoid(x).
void ck_softplus(int path, const float *x, float *y, float *slope, long count);

/// Sorted quantiles in place: lines of `width` floats, each [quantile][step ahead] and padding.
void ck_quantiles_forward(
  int path, float *values, const float *distances, int lines, int width, int horizon, int count,
  int anchor);
/// From the gradient by the quantiles to that by what the network said, in place.
void ck_quantiles_backward(
  int path, float *gradients, const float *slopes, int lines, int width, int horizon, int count,
  int anchor);
/// Replaces one line of quantiles by scale * w * slope of the pinball loss; returns the sum of w *
/// loss over steps and quantiles. Targets of weight 0 are not looked at.
double ck_pinball(
  int path, float *predictions, const float *targets, const float *weights, int horizon, int count,
  const float *quantiles, float scale);

/// The sum of some arrays in their order, of `count` places from `start` on.
void ck_add_up(
  int path, float *sum, const float *const *parts, int number, long start, long count);
/// The sum of squares, in double.
double ck_square_sum(int path, const float *x, long count);
void ck_scale(int path, float *x, float factor, long count);
void ck_clamp(int path, float *x, float limit, long count);

/// m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2;
/// w = decay w - rate m / (sqrt(v) * v_scale + epsilon)
typedef struct {
  float beta1, beta2, epsilon, rate, v_scale, decay;
} ck_adam_constants;
void ck_adam(
  int path, float *w, const float *g, float *m, float *v, long count, ck_adam_constants constants);
/// m = momentum m + g; w = w - rate m
void ck_momentum(
  int path, float *w, const float *g, float *m, long count, float momentum, float rate);
/// v = smoothing v + (1 - smoothing) g^2; m = momentum m + g / (sqrt(v) + epsilon); w = w - rate m
typedef struct {
  float smoothing, epsilon, momentum, rate;
} ck_rmsprop_constants;
void ck_rmsprop(
  int path, float *w, const float *g, float *m, float *v, long count,
  ck_rmsprop_constants constants);
/// sum = keep sum + share addend
void ck_blend(
  int path, float *sum, float keep, const float *addend, float share, long count);

/// Threads that wait for work: a short spin, then sleep.
typedef struct ck_pool ck_pool;
typedef void (*ck_task)(void *context, int index, int worker);
/// A pool of `workers` threads beside the caller's; NULL if the system refuses them.
ck_pool *ck_pool_create(int workers);
void ck_pool_destroy(ck_pool *pool);
/// Calls task(context, i, worker) once for each i in 0 ..< count, spread over the workers (1, 2, ...)
/// and the calling thread (worker 0); returns when all are done.
void ck_pool_run(ck_pool *pool, int count, ck_task task, void *context);

#endif
