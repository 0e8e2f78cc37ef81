// The recurrent layer of every cell, forward and backward, against plain loops.
#pragma once
#include "packing.h"
#include "elman.h"
#include "gru.h"
#include "lstm.h"

typedef struct {
  const char *name;
  /// The gates of the weights, and those that the forward pass leaves to the backward pass.
  int code, gates, kept;
  /// Places by which PyTorch's gates stand later on the rows of inputs and bias_ih.
  int input_turn;
  void (*forward)(cell_truth *), (*backward)(cell_truth *);
} recurrent_cell;

static const recurrent_cell cells[] = {
  {"lstm", CK_LSTM, 4, 4, 0, true_lstm_forward, true_lstm_backward},
  {"gru", CK_GRU, 3, 4, 1, true_gru_forward, true_gru_backward},
  {"elman tanh", CK_TANH, 1, 1, 0, true_tanh_forward, true_tanh_backward},
  {"elman relu", CK_RELU, 1, 1, 0, true_relu_forward, true_relu_backward},
};
enum { CELLS = sizeof cells / sizeof *cells };

/// The arrays of one layer as the kernels see them.
typedef struct {
  const recurrent_cell *cell;
  int path, V, P;
  bool bias;
  float *weights, *input, *h, *c, *gates, *transposed, *flow, *h_gradient, *c_gradient;
  float *gradients, *input_gradient;
} packed_layer;

/// The name of a cell's check, until the next one is asked for.
static const char *named(const packed_layer *k, const char *what) {
  static char name[64];
  snprintf(name, sizeof name, "%s %s", k->cell->name, what);
  return name;
}

static void run_forward(const cell_truth *s, const packed_layer *k, bool trace) {
  ck_recurrent_forward(
    k->path, k->cell->code,
    &(ck_recurrent_forward_args){
      .weights = k->weights, .inputs = s->inputs, .hidden = s->hidden, .rows = s->rows,
      .steps = s->steps, .bias = k->bias,
      .input = {k->input, (long)s->rows * s->inputs, s->inputs}, .h = k->h, .c = k->c,
      .c_step = trace ? (long)s->rows * k->P : 0, .gates = k->gates, .trace = trace});
}

static void run_backward(const cell_truth *s, const packed_layer *k) {
  const int I = s->inputs, H = s->hidden, G = k->cell->gates, columns = G * k->P;
  const int rows = I + H + (k->bias ? 2 : 0), block = G > 1 ? G : 4;
  float *input_transposed = k->transposed + (long)columns * k->P;
  ck_transpose(k->path, k->weights, rows, I, H, columns, block, k->transposed);
  ck_transpose(k->path, k->weights, rows, 0, I, columns, block, input_transposed);
  ck_recurrent_backward(
    k->path, k->cell->code,
    &(ck_recurrent_backward_args){
      .inputs = I, .hidden = H, .rows = s->rows, .steps = s->steps, .bias = k->bias,
      .input = {k->input, (long)s->rows * I, I}, .h = k->h, .c = k->c, .gates = k->gates,
      .hidden_transposed = k->transposed, .input_transposed = input_transposed, .flow = k->flow,
      .h_gradient = k->h_gradient, .c_gradient = k->c_gradient, .gradients = k->gradients,
      .input_gradient = k->input_gradient});
}

static void check_forward(cell_truth *s, const packed_layer *k) {
  const int R = s->rows, H = s->hidden, T = s->steps;
  k->cell->forward(s);
  for (int trace = 0; trace < 2; trace++) {
    put(s->h, R, H, k->h, k->P);
    if (k->c) put(s->c, R, H, k->c, k->P);
    run_forward(s, k, trace);
    compare(named(k, "forward h"), s->h, (T + 1) * R, H, k->h, k->P);
    if (k->c && !trace)
      compare(named(k, "forward last c"), s->c + (long)T * R * H, R, H, k->c, k->P);
  }
  if (k->c) compare(named(k, "forward c"), s->c, (T + 1) * R, H, k->c, k->P);
}

static void check_backward(cell_truth *s, const packed_layer *k) {
  const int R = s->rows, I = s->inputs, H = s->hidden, T = s->steps, G = k->cell->gates;
  const packing from = {k->gradients, I + H + (k->bias ? 2 : 0), G, H, k->V, false};
  // A sum near 0 may have fallen on the other side of relu's kink; an Elman layer keeps only h.
  if (G == 1) put(s->h, (T + 1) * R, H, k->h, k->P);
  k->cell->backward(s);
  run_backward(s, k);
  double *found = doubles((long)G * H * (I + H));
  copy_weights(from, found, I, 0, k->cell->input_turn);
  compare_doubles(
    named(k, "backward W_ih"), s->input_weights_gradient, found, (long)G * H * I, T * R);
  copy_weights(from, found, H, I, 0);
  compare_doubles(
    named(k, "backward W_hh"), s->hidden_weights_gradient, found, (long)G * H * H, T * R);
  if (k->bias) {
    copy_weights(from, found, 1, I + H, k->cell->input_turn);
    compare_doubles(named(k, "backward b_ih"), s->input_bias_gradient, found, G * H, T * R);
    copy_weights(from, found, 1, I + H + 1, 0);
    compare_doubles(named(k, "backward b_hh"), s->hidden_bias_gradient, found, G * H, T * R);
  }
  compare(named(k, "backward x"), s->x_gradient, T * R, I, k->input_gradient, padded(I, k->V));
  compare(named(k, "backward h"), s->h_gradient, R, H, k->h_gradient, k->P);
  if (k->c) compare(named(k, "backward c"), s->c_gradient, R, H, k->c_gradient, k->P);
}

static void check_cell(
  const recurrent_cell *cell, int path, int R, int I, int H, int T, bool bias
) {
  const int V = ck_vector_width(path), P = padded(H, V), G = cell->gates;
  const int rows = I + H + (bias ? 2 : 0);
  const double scale = 1 / sqrt(I + H), bias_scale = bias ? scale : 0;
  const long pairs = (long)T * R, states = pairs + R, packed = (long)rows * G * P;
  const bool has_c = cell->code == CK_LSTM;
  arena_next = arena;
  state = (uint64_t)R << 48 | (uint64_t)I << 32 | (uint64_t)H << 16 | (uint64_t)T;
  cell_truth s = {
    G, I, H, R, T, drawn((long)G * H * I, scale), drawn((long)G * H * H, scale),
    drawn(G * H, bias_scale), drawn(G * H, bias_scale), drawn(pairs * I, 1), doubles(states * H),
    doubles(states * H), doubles(4 * pairs * H), drawn(pairs * H, 1), drawn(R * H, 1),
    drawn(R * H, 1), doubles((long)G * H * I), doubles((long)G * H * H), doubles(G * H),
    doubles(G * H), doubles(pairs * I)};
  for (int k = 0; k < R * H; k++) s.h[k] = draw(1), s.c[k] = draw(1);

  packed_layer k = {
    cell, path, V, P, bias, floats(packed), floats(pairs * I), floats(states * P),
    has_c ? floats(states * P) : NULL, floats(cell->kept * pairs * P),
    floats((long)G * P * (P + padded(I, V))), floats(pairs * P), floats(R * P),
    has_c ? floats(R * P) : NULL, floats(packed), floats(pairs * padded(I, V))};
  packing to = {k.weights, rows, G, H, V, true};
  copy_weights(to, s.input_weights, I, 0, cell->input_turn);
  copy_weights(to, s.hidden_weights, H, I, 0);
  if (bias) copy_weights(to, s.input_bias, 1, I + H, cell->input_turn);
  if (bias) copy_weights(to, s.hidden_bias, 1, I + H + 1, 0);
  put(s.x, pairs, I, k.input, I);
  put(s.flow, pairs, H, k.flow, P);
  put(s.h_gradient, R, H, k.h_gradient, P);
  if (has_c) put(s.c_gradient, R, H, k.c_gradient, P);

  check_forward(&s, &k);
  check_backward(&s, &k);
}

static void check_cells(int path, int R, int I, int H, int T, bool bias) {
  for (int c = 0; c < CELLS; c++) check_cell(&cells[c], path, R, I, H, T, bias);
}
