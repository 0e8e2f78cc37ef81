// The LSTM layer: i, f, o = sigmoid, g = tanh of (W_ih x + b_ih + W_hh h + b_hh);
// c = f c + i g; h = o tanh(c). Forward above backward.

/// Pairs of (step, row) whose gate gradients stay in the nearest cache between two passes.
#define WINDOW_PAIRS 96
/// With fewer rows than this the input product runs ahead, over steps in place of rows.
#define FEW_ROWS 4

typedef struct {
  const float *w, *start;
  long start_row;
  int inputs, hidden;
  const float *x[TILE_ROWS], *h[TILE_ROWS];
  const float *c_before;
  float *c, *h_after, *gates;
  long state_row;
  bool trace;
} NAME(cell);

/// One tile of rows, one unit block: the sums never leave the registers before h and c are known.
INLINE void cell_tile(const int M, const NAME(cell) * s) {
  vec sums[TILE_ROWS][4];
  UNROLLED
  for (int r = 0; r < M; r++)
    UNROLLED
    for (int j = 0; j < 4; j++) sums[r][j] = load(s->start + r * s->start_row + j * V);
  const float *w = accumulate(M, 4, sums, s->x, 0, s->inputs, s->w);
  accumulate(M, 4, sums, s->h, 0, s->hidden, w);
  UNROLLED
  for (int r = 0; r < M; r++) {
    vec i = sigmoid(sums[r][0]), f = sigmoid(sums[r][1]);
    vec g = hyperbolic_tangent(sums[r][2]), o = sigmoid(sums[r][3]);
    vec c = fma(f, load(s->c_before + r * s->state_row), i * g);
    store(s->c + r * s->state_row, c);
    store(s->h_after + r * s->state_row, o * hyperbolic_tangent(c));
    if (s->trace) {
      float *gates = s->gates + r * 4 * V;
      store(gates, i);
      store(gates + V, f);
      store(gates + 2 * V, g);
      store(gates + 3 * V, o);
    }
  }
}

static void NAME(cell_step)(int m, const NAME(cell) * s) {
#define CELL(M) cell_tile(M, s)
  FOR_EACH_COUNT(m, CELL)
#undef CELL
}

static void NAME(lstm_forward)(const ck_recurrent_forward_args *s) {
  const int R = s->rows, I = s->inputs, H = s->hidden, U = (H + V - 1) / V;
  const long padded = U * V, state = R * padded, step_gates = 4 * state;
  const long block = (long)(I + H + (s->bias ? 2 : 0)) * 4 * V;
  const bool ahead = R < FEW_ROWS && s->steps > 1;
  const int window = (WINDOW_PAIRS + R - 1) / R;
  float start[4 * V];

  for (int t = 0; t < s->steps; t++) {
    if (ahead && t % window == 0) {
      int pairs = (s->steps - t < window ? s->steps - t : window) * R;
      for (int u = 0; u < U; u++) {
        const float *w = s->weights + u * block;
        const float *bias = s->bias ? w + (long)(I + H) * 4 * V : NULL;
        for (int p = 0, m; p < pairs; p += m) {
          m = tile_height(pairs - p);
          const float *a[TILE_ROWS];
          float *out[TILE_ROWS];
          for (int r = 0; r < m; r++) {
            a[r] = pair_of(s->input, R, t, p + r);
            out[r] = s->gates + (t + (p + r) / R) * step_gates + ((long)u * R + (p + r) % R) * 4 * V;
          }
          NAME(dense_block)(m, 4, a, I, a, 0, w, bias, bias ? bias + 4 * V : NULL, out);
        }
      }
    }
    for (int u = 0; u < U; u++) {
      const float *w = s->weights + u * block;
      float *gates = s->gates + t * step_gates + (long)u * R * 4 * V;
      if (!ahead) {
        const float *bias = w + (long)(I + H) * 4 * V;
        for (int j = 0; j < 4 * V; j += V)
          store(start + j, s->bias ? load(bias + j) + load(bias + 4 * V + j) : splat(0));
      }
      for (int r = 0, m; r < R; r += m) {
        m = tile_height(R - r);
        long place = r * padded + u * V;
        NAME(cell) cell = {
          .w = ahead ? w + (long)I * 4 * V : w, .start = ahead ? gates + r * 4 * V : start,
          .start_row = ahead ? 4 * V : 0, .inputs = ahead ? 0 : I, .hidden = H,
          .c_before = s->c + t * s->c_step + place, .c = s->c + (t + 1) * s->c_step + place,
          .h_after = s->h + (t + 1) * state + place, .gates = gates + r * 4 * V,
          .state_row = padded, .trace = s->trace};
        for (int j = 0; j < m; j++) {
          cell.x[j] = s->input.base + t * s->input.step + (r + j) * s->input.row;
          cell.h[j] = s->h + t * state + (r + j) * padded;
        }
        NAME(cell_step)(m, &cell);
      }
    }
  }
}

/// Turns the gates of one step into their gradients, and the cell's gradient into the one before.
static void NAME(gate_gradients)(const ck_recurrent_backward_args *s, int t) {
  const int R = s->rows, U = (s->hidden + V - 1) / V;
  const long padded = U * V, state = R * padded;
  for (int u = 0; u < U; u++) {
    float *gates = s->gates + 4 * (t * state) + (long)u * R * 4 * V;
    for (int r = 0; r < R; r++, gates += 4 * V) {
      const long place = r * padded + u * V;
      vec one = splat(1);
      vec i = load(gates), f = load(gates + V), g = load(gates + 2 * V), o = load(gates + 3 * V);
      vec squashed = hyperbolic_tangent(load(s->c + (t + 1) * state + place));
      vec dh = load(s->flow + t * state + place) + load(s->h_gradient + place);
      vec dc = load(s->c_gradient + place) + dh * o * (one - squashed * squashed);
      store(gates, dc * g * i * (one - i));
      store(gates + V, dc * load(s->c + t * state + place) * f * (one - f));
      store(gates + 2 * V, dc * i * (one - g * g));
      store(gates + 3 * V, dh * squashed * o * (one - o));
      store(s->c_gradient + place, dc * f);
    }
  }
}

/// The weights' gradients and the inputs' gradients of steps first ..< end.
static void NAME(lstm_window)(const ck_recurrent_backward_args *s, int first, int end) {
  const int R = s->rows, I = s->inputs, H = s->hidden, U = (H + V - 1) / V;
  const long padded = U * V, state = R * padded, step_gates = 4 * state;
  const long block = (long)(I + H + (s->bias ? 2 : 0)) * 4 * V;
  ck_rows x = s->input;
  x.base += first * x.step;
  ck_rows h = {s->h + first * state, state, padded};
  for (int u = 0; u < U; u++) {
    ck_rows d = {s->gates + first * step_gates + (long)u * R * 4 * V, step_gates, 4 * V};
    float *gradients = s->gradients + u * block;
    NAME(weight_gradient)(I, 4, x, d, end - first, R, gradients);
    NAME(weight_gradient)(H, 4, h, d, end - first, R, gradients + (long)I * 4 * V);
    if (!s->bias) continue;
    float *bias = gradients + (long)(I + H) * 4 * V;
    NAME(bias_gradient)(4, d, end - first, R, bias);
    memcpy(bias + 4 * V, bias, 4 * V * sizeof(float));
  }
  if (!s->input_gradient) return;
  const int width = (I + V - 1) / V * V;
  for (int p = 0, m, pairs = (end - first) * R; p < pairs; p += m) {
    m = tile_height(pairs - p);
    const float *a[TILE_ROWS];
    float *out[TILE_ROWS];
    for (int r = 0; r < m; r++) {
      long t = first + (p + r) / R, row = (p + r) % R;
      a[r] = s->gates + t * step_gates + row * 4 * V;
      out[r] = s->input_gradient + (t * R + row) * width;
    }
    NAME(data_gradient)(m, width, a, U, (long)R * 4 * V, 4 * V, s->input_transposed, false, out);
  }
}

static void NAME(lstm_backward)(const ck_recurrent_backward_args *s) {
  const int R = s->rows, U = (s->hidden + V - 1) / V;
  const long padded = U * V, step_gates = 4 * R * padded;
  const int window = (WINDOW_PAIRS + R - 1) / R;
  for (int t = s->steps - 1, end = s->steps; t >= 0; t--) {
    NAME(gate_gradients)(s, t);
    for (int r = 0, m; r < R; r += m) {
      m = tile_height(R - r);
      const float *a[TILE_ROWS];
      float *out[TILE_ROWS];
      for (int j = 0; j < m; j++) {
        a[j] = s->gates + t * step_gates + (r + j) * 4 * V;
        out[j] = s->h_gradient + (r + j) * padded;
      }
      NAME(data_gradient)(
        m, padded, a, U, (long)R * 4 * V, 4 * V, s->hidden_transposed, false, out);
    }
    if (end - t < window && t > 0) continue;
    NAME(lstm_window)(s, t, end);
    end = t;
  }
}
