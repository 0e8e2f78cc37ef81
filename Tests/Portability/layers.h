// The recurrent and the dense layer, forward and backward, against plain loops.
#include "checks.h"
#include "truth.h"

// MARK: Recurrent layer

/// The arrays of one layer as the kernels see them.
typedef struct {
  int path, V, P;
  bool bias;
  float *weights, *input, *h, *c, *gates, *transposed, *flow, *h_gradient, *c_gradient;
  float *gradients, *input_gradient;
} packed_layer;

static void run_forward(const lstm_truth *s, const packed_layer *k, bool trace) {
  ck_recurrent_forward(
    k->path, CK_LSTM,
    &(ck_recurrent_forward_args){
      .weights = k->weights, .inputs = s->inputs, .hidden = s->hidden, .rows = s->rows,
      .steps = s->steps, .bias = k->bias,
      .input = {k->input, (long)s->rows * s->inputs, s->inputs}, .h = k->h, .c = k->c,
      .c_step = trace ? (long)s->rows * k->P : 0, .gates = k->gates, .trace = trace});
}

static void run_backward(const lstm_truth *s, const packed_layer *k) {
  ck_recurrent_backward(
    k->path, CK_LSTM,
    &(ck_recurrent_backward_args){
      .inputs = s->inputs, .hidden = s->hidden, .rows = s->rows, .steps = s->steps,
      .bias = k->bias, .input = {k->input, (long)s->rows * s->inputs, s->inputs}, .h = k->h,
      .c = k->c, .gates = k->gates, .hidden_transposed = k->transposed,
      .input_transposed = k->transposed + 4L * k->P * k->P, .flow = k->flow,
      .h_gradient = k->h_gradient, .c_gradient = k->c_gradient, .gradients = k->gradients,
      .input_gradient = k->input_gradient});
}

static void check_lstm(int path, int R, int I, int H, int T, bool bias) {
  const int V = ck_vector_width(path), P = padded(H, V), rows = I + H + (bias ? 2 : 0);
  const double scale = 1 / sqrt(I + H);
  arena_next = arena;
  state = (uint64_t)R << 48 | (uint64_t)I << 32 | (uint64_t)H << 16 | (uint64_t)T;
  double *bias_ih = drawn(4 * H, bias ? scale : 0), *bias_hh = drawn(4 * H, bias ? scale : 0);
  lstm_truth s = {
    I, H, R, T, drawn(4L * H * I, scale), drawn(4L * H * H, scale), doubles(4 * H),
    drawn((long)T * R * I, 1), doubles((T + 1L) * R * H), doubles((T + 1L) * R * H),
    doubles(4L * T * R * H), drawn((long)T * R * H, 1), drawn((long)R * H, 1),
    drawn((long)R * H, 1), doubles(4L * H * I), doubles(4L * H * H), doubles(4 * H),
    doubles((long)T * R * I)};
  for (int k = 0; k < R * H; k++) s.h[k] = draw(1), s.c[k] = draw(1);
  for (int k = 0; k < 4 * H; k++) s.bias[k] = bias_ih[k] + bias_hh[k];

  const long packed = (long)rows * 4 * P;
  packed_layer k = {
    path, V, P, bias, floats(packed), floats((long)T * R * I), floats((T + 1L) * R * P),
    floats((T + 1L) * R * P), floats(4L * T * R * P), floats(4L * P * (P + padded(I, V))),
    floats((long)T * R * P), floats((long)R * P), floats((long)R * P), floats(packed),
    floats((long)T * R * padded(I, V))};
  gate_rows(s.input_weights, I, k.weights, rows, 0, H, V, true);
  gate_rows(s.hidden_weights, H, k.weights, rows, I, H, V, true);
  if (bias) gate_rows(bias_ih, 1, k.weights, rows, I + H, H, V, true);
  if (bias) gate_rows(bias_hh, 1, k.weights, rows, I + H + 1, H, V, true);
  put(s.x, T * R, I, k.input, I);
  put(s.flow, T * R, H, k.flow, P);
  put(s.h_gradient, R, H, k.h_gradient, P);
  put(s.c_gradient, R, H, k.c_gradient, P);

  true_lstm_forward(&s);
  for (int trace = 0; trace < 2; trace++) {
    put(s.h, R, H, k.h, P);
    put(s.c, R, H, k.c, P);
    run_forward(&s, &k, trace);
    compare("lstm forward h", s.h, (T + 1) * R, H, k.h, P);
    if (!trace) compare("lstm forward last c", s.c + (long)T * R * H, R, H, k.c, P);
  }
  compare("lstm forward c", s.c, (T + 1) * R, H, k.c, P);

  true_lstm_backward(&s);
  ck_transpose(path, k.weights, rows, I, H, 4 * P, 4, k.transposed);
  ck_transpose(path, k.weights, rows, 0, I, 4 * P, 4, k.transposed + 4L * P * P);
  run_backward(&s, &k);
  double *found = doubles(4L * H * (I + H));
  gate_rows(found, I, k.gradients, rows, 0, H, V, false);
  compare_doubles("lstm backward W_ih", s.input_weights_gradient, found, 4L * H * I);
  gate_rows(found, H, k.gradients, rows, I, H, V, false);
  compare_doubles("lstm backward W_hh", s.hidden_weights_gradient, found, 4L * H * H);
  for (int b = 0; bias && b < 2; b++) {
    gate_rows(found, 1, k.gradients, rows, I + H + b, H, V, false);
    compare_doubles("lstm backward bias", s.bias_gradient, found, 4 * H);
  }
  compare("lstm backward x", s.x_gradient, T * R, I, k.input_gradient, padded(I, V));
  compare("lstm backward h", s.h_gradient, R, H, k.h_gradient, P);
  compare("lstm backward c", s.c_gradient, R, H, k.c_gradient, P);
}

// MARK: Dense layer

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
  output_rows(s.first_weights, F, weights, rows, 0, O, V, true);
  output_rows(s.second_weights, S, weights, rows, F, O, V, true);
  output_rows(s.bias, 1, weights, rows, F + S, O, V, true);
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
  output_rows(found, F, gradients, rows, 0, O, V, false);
  compare_doubles("dense backward first W", s.first_weights_gradient, found, (long)O * F);
  output_rows(found, S, gradients, rows, F, O, V, false);
  compare_doubles("dense backward second W", s.second_weights_gradient, found, (long)O * S);
  output_rows(found, 1, gradients, rows, F + S, O, V, false);
  compare_doubles("dense backward bias", s.bias_gradient, found, O);
  compare("dense backward first", s.first_gradient, pairs, F, first_gradient, padded(F, V));
}
