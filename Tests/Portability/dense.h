// The dense layer, forward and backward, against plain loops.
#pragma once
#include "packing.h"
#include "truth.h"

/// A dense layer over pairs (t, r): [O][first], [O][second], [O]; inputs and outputs [pair][...].
typedef struct {
  int first_inputs, second_inputs, outputs, pairs;
  double *first_weights, *second_weights, *bias, *first, *second, *output, *output_gradient;
  /// Computed; zero on entry.
  double *first_weights_gradient, *second_weights_gradient, *bias_gradient, *first_gradient;
} dense_truth;

static void true_dense_forward(dense_truth *s) {
  const int F = s->first_inputs, S = s->second_inputs, O = s->outputs;
  for (int p = 0; p < s->pairs; p++)
    for (int k = 0; k < O; k++)
      s->output[(long)p * O + k] = s->bias[k]
        + dot(s->first_weights + (long)k * F, s->first + (long)p * F, F)
        + dot(s->second_weights + (long)k * S, s->second + (long)p * S, S);
}

static void true_dense_backward(dense_truth *s) {
  const int F = s->first_inputs, S = s->second_inputs, O = s->outputs;
  for (int p = 0; p < s->pairs; p++)
    for (int k = 0; k < O; k++) {
      const double d = s->output_gradient[(long)p * O + k];
      s->bias_gradient[k] += d;
      for (int i = 0; i < F; i++) {
        s->first_weights_gradient[(long)k * F + i] += d * s->first[(long)p * F + i];
        s->first_gradient[(long)p * F + i] += d * s->first_weights[(long)k * F + i];
      }
      for (int i = 0; i < S; i++)
        s->second_weights_gradient[(long)k * S + i] += d * s->second[(long)p * S + i];
    }
}

static void check_dense(int path, int R, int F, int O, int S) {
  const int V = ck_vector_width(path), P = padded(O, V), T = 2, rows = F + S + 1, pairs = T * R;
  arena_next = arena;
  state = (uint64_t)R << 48 | (uint64_t)F << 32 | (uint64_t)O << 16 | (uint64_t)S;
  dense_truth s = {
    F, S, O, pairs, drawn((long)O * F, 1), drawn((long)O * S, 1), drawn(O, 1),
    drawn((long)pairs * F, 1), drawn((long)pairs * S, 1), doubles((long)pairs * O),
    drawn((long)pairs * O, 1), doubles((long)O * F), doubles((long)O * S), doubles(O),
    doubles((long)pairs * F)};
  float *weights = floats((long)rows * P), *gradients = floats((long)rows * P);
  float *first = floats((long)pairs * F), *second = floats((long)pairs * S);
  float *output = floats((long)pairs * P), *output_gradient = floats((long)pairs * P);
  float *transposed = floats((long)P * padded(F, V));
  float *first_gradient = floats((long)pairs * padded(F, V));
  packing to = {weights, rows, 1, O, V, true}, from = {gradients, rows, 1, O, V, false};
  copy_weights(to, s.first_weights, F, 0, 0);
  copy_weights(to, s.second_weights, S, F, 0);
  copy_weights(to, s.bias, 1, F + S, 0);
  put(s.first, pairs, F, first, F);
  put(s.second, pairs, S, second, S);
  put(s.output_gradient, pairs, O, output_gradient, P);
  ck_rows a = {first, (long)R * F, F}, b = {second, (long)R * S, S};

  true_dense_forward(&s);
  ck_dense_forward(path, &(ck_dense_forward_args){weights, F, S, O, R, T, a, b, output});
  compare("dense forward", s.output, pairs, O, output, P);

  true_dense_backward(&s);
  ck_transpose(path, weights, rows, 0, F, P, 4, transposed);
  ck_dense_backward(
    path,
    &(ck_dense_backward_args){
      transposed, F, S, O, R, T, a, b, output_gradient, gradients, first_gradient});
  double *found = doubles((long)O * (F + S + 1));
  copy_weights(from, found, F, 0, 0);
  compare_doubles("dense backward first W", s.first_weights_gradient, found, (long)O * F, pairs);
  copy_weights(from, found, S, F, 0);
  compare_doubles("dense backward second W", s.second_weights_gradient, found, (long)O * S, pairs);
  copy_weights(from, found, 1, F + S, 0);
  compare_doubles("dense backward bias", s.bias_gradient, found, O, pairs);
  compare("dense backward first", s.first_gradient, pairs, F, first_gradient, padded(F, V));
}
