// The GRU layer as PyTorch has it: r, z = sigmoid(W_ih x + b_ih + W_hh h + b_hh);
// n = tanh(W_in x + b_in + r (W_hn h + b_hn)); h = (1 - z) n + z h. Forward above backward.
//
// The sums of x are those of n, r, z and those of h are those of r, z, n, so each product works on
// three neighbours of four vectors: n of x, r, z, n of h.

typedef struct {
  const float *w;
  const float *bias;
  int inputs, hidden;
  const float *x[TILE_ROWS], *h[TILE_ROWS];
  float *h_after, *gates;
  long state_row;
  int unit;
} NAME(gru_cell);

/// One tile of rows, one unit block.
INLINE void gru_tile(const int M, const NAME(gru_cell) * s) {
  vec x_sums[TILE_ROWS][4], h_sums[TILE_ROWS][4];
  vec start[4];
  UNROLLED
  for (int j = 0; j < 4; j++) start[j] = splat(0);
  if (s->bias) {
    const float *after = s->bias + 3 * V;
    start[0] = load(s->bias);
    start[1] = load(s->bias + V) + load(after);
    start[2] = load(s->bias + 2 * V) + load(after + V);
    start[3] = load(after + 2 * V);
  }
  UNROLLED
  for (int r = 0; r < M; r++)
    UNROLLED
    for (int j = 0; j < 3; j++) x_sums[r][j] = start[j];
  const float *w = accumulate(M, 3, x_sums, s->x, 0, s->inputs, s->w);
  UNROLLED
  for (int r = 0; r < M; r++) {
    h_sums[r][0] = x_sums[r][1];
    h_sums[r][1] = x_sums[r][2];
    h_sums[r][2] = start[3];
  }
  accumulate(M, 3, h_sums, s->h, 0, s->hidden, w);
  UNROLLED
  for (int row = 0; row < M; row++) {
    vec r = sigmoid(h_sums[row][0]), z = sigmoid(h_sums[row][1]), of_h = h_sums[row][2];
    vec n = hyperbolic_tangent(fma(r, of_h, x_sums[row][0]));
    vec before = load(s->h[row] + s->unit);
    store(s->h_after + row * s->state_row, fma(z, before - n, n));
    float *gates = s->gates + row * 4 * V;
    store(gates, n);
    store(gates + V, r);
    store(gates + 2 * V, z);
    store(gates + 3 * V, of_h);
  }
}

static void NAME(gru_forward)(const ck_recurrent_forward_args *s) {
  const int R = s->rows, I = s->inputs, H = s->hidden, U = (H + V - 1) / V;
  const long padded = U * V, state = R * padded, step_gates = 4 * state;
  const long block = (long)(I + H + (s->bias ? 2 : 0)) * 3 * V;
  for (int t = 0; t < s->steps; t++) {
    for (int u = 0; u < U; u++) {
      const float *w = s->weights + u * block;
      for (int r = 0, m; r < R; r += m) {
        m = tile_height(R - r);
        NAME(gru_cell) cell = {
          .w = w, .bias = s->bias ? w + (long)(I + H) * 3 * V : NULL, .inputs = I, .hidden = H,
          .h_after = s->h + (t + 1) * state + r * padded + u * V,
          .gates = s->gates + t * step_gates + ((long)u * R + r) * 4 * V, .state_row = padded,
          .unit = u * V};
        for (int j = 0; j < m; j++) {
          cell.x[j] = s->input.base + t * s->input.step + (r + j) * s->input.row;
          cell.h[j] = s->h + t * state + (r + j) * padded;
        }
#define CELL(M) gru_tile(M, &cell)
        FOR_EACH_COUNT(m, CELL)
#undef CELL
      }
    }
  }
}

/// Turns the gates of one step into the gradients of their sums, and starts the gradient by the
/// state before with what passes by the gates.
static void NAME(gru_gate_gradients)(const ck_recurrent_backward_args *s, int t) {
  const int R = s->rows, U = (s->hidden + V - 1) / V;
  const long padded = U * V, state = R * padded;
  for (int u = 0; u < U; u++) {
    float *gates = s->gates + 4 * (t * state) + (long)u * R * 4 * V;
    for (int row = 0; row < R; row++, gates += 4 * V) {
      const long place = row * padded + u * V;
      const vec one = splat(1);
      vec n = load(gates), r = load(gates + V), z = load(gates + 2 * V), of_h = load(gates + 3 * V);
      vec dh = load(s->flow + t * state + place) + load(s->h_gradient + place);
      vec dn = dh * (one - z) * (one - n * n);
      store(gates, dn);
      store(gates + V, dn * of_h * r * (one - r));
      store(gates + 2 * V, dh * (load(s->h + t * state + place) - n) * z * (one - z));
      store(gates + 3 * V, dn * r);
      store(s->h_gradient + place, dh * z);
    }
  }
}

/// The weights' gradients and the inputs' gradients of steps first ..< end.
static void NAME(gru_window)(const ck_recurrent_backward_args *s, int first, int end) {
  const bool keep = !s->fresh || end < s->steps;
  const int R = s->rows, I = s->inputs, H = s->hidden, U = (H + V - 1) / V;
  const long padded = U * V, state = R * padded, step_gates = 4 * state;
  const long block = (long)(I + H + (s->bias ? 2 : 0)) * 3 * V;
  ck_rows x = s->input;
  x.base += first * x.step;
  ck_rows h = {s->h + first * state, state, padded};
  for (int u = 0; u < U; u++) {
    ck_rows of_x = {s->gates + first * step_gates + (long)u * R * 4 * V, step_gates, 4 * V};
    ck_rows of_h = of_x;
    of_h.base += V;
    float *gradients = s->gradients + u * block;
    NAME(weight_gradient)(I, 3, x, of_x, end - first, R, keep, gradients);
    gradients += (long)I * 3 * V;
    NAME(weight_gradient)(H, 3, h, of_h, end - first, R, keep, gradients);
    gradients += (long)H * 3 * V;
    if (!s->bias) continue;
    NAME(bias_gradient)(3, of_x, end - first, R, keep, gradients);
    NAME(bias_gradient)(3, of_h, end - first, R, keep, gradients + 3 * V);
  }
  if (!s->input_gradient) return;
  const int width = (I + V - 1) / V * V;
  const ck_rows d = {s->gates + first * step_gates, step_gates, 4 * V};
  NAME(data_gradients)(
    d, end - first, R, U, (long)R * 4 * V, 3 * V, s->input_transposed, false, width,
    s->input_gradient + (long)first * R * width);
}

static void NAME(gru_backward)(const ck_recurrent_backward_args *s) {
  const int R = s->rows, U = (s->hidden + V - 1) / V;
  const long padded = U * V, step_gates = 4 * R * padded;
  const int window = (WINDOW_PAIRS + R - 1) / R;
  for (int t = s->steps - 1, end = s->steps; t >= 0; t--) {
    NAME(gru_gate_gradients)(s, t);
    const ck_rows of_h = {s->gates + t * step_gates + V, 0, 4 * V};
    NAME(data_gradients)(
      of_h, 1, R, U, (long)R * 4 * V, 3 * V, s->hidden_transposed, true, padded,
      s->h_gradient);
    if (end - t < window && t > 0) continue;
    NAME(gru_window)(s, t, end);
    end = t;
  }
}
