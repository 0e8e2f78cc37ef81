// What every recurrent cell's truth works on, and the products that they share. Nothing is padded or
// packed here; gates G of a cell are in PyTorch's order, [G][H].
#pragma once
#include <string.h>

#include "truth.h"

/// One layer, its sequences, and the gradients that come into its backward pass.
typedef struct {
  int gate_count, inputs, hidden, rows, steps;
  /// [GH][I], [GH][H], [GH], [GH].
  double *input_weights, *hidden_weights, *input_bias, *hidden_bias;
  /// [T][R][I]
  double *x;
  /// [T + 1][R][H]: slot 0 is given, the others are computed. Only the LSTM has c.
  double *h, *c;
  /// [T][R][4H]: what the forward pass leaves to the backward pass, as the cell likes.
  double *gates;
  /// [T][R][H]: the gradient by h; [R][H]: by the last state on entry, by the first on return.
  double *flow, *h_gradient, *c_gradient;
  /// Computed; zero on entry.
  double *input_weights_gradient, *hidden_weights_gradient, *input_bias_gradient;
  double *hidden_bias_gradient, *x_gradient;
} cell_truth;

/// W_ih x + b_ih of pair p = (t, r), gate and unit k.
static double sum_of_input(const cell_truth *s, long p, long k) {
  const int I = s->inputs;
  return s->input_bias[k] + dot(s->input_weights + k * I, s->x + p * I, I);
}
/// W_hh h + b_hh, of the state before the step.
static double sum_of_state(const cell_truth *s, long p, long k) {
  const int H = s->hidden;
  return s->hidden_bias[k] + dot(s->hidden_weights + k * H, s->h + p * H, H);
}

/// Carries the gradients by both sums of pair p on to weights, biases, input and state; the state's
/// gradient is added to.
static void carry_back(
  const cell_truth *s, long p, const double *by_input_sum, const double *by_state_sum
) {
  const int I = s->inputs, H = s->hidden;
  double *dh = s->h_gradient + p % s->rows * H;
  for (long k = 0; k < s->gate_count * H; k++) {
    const double d = by_input_sum[k], e = by_state_sum[k];
    s->input_bias_gradient[k] += d;
    s->hidden_bias_gradient[k] += e;
    for (int i = 0; i < I; i++) {
      s->input_weights_gradient[k * I + i] += d * s->x[p * I + i];
      s->x_gradient[p * I + i] += d * s->input_weights[k * I + i];
    }
    for (int j = 0; j < H; j++) {
      s->hidden_weights_gradient[k * H + j] += e * s->h[p * H + j];
      dh[j] += e * s->hidden_weights[k * H + j];
    }
  }
}
