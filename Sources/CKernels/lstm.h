// The LSTM layer: i, f, o = sigmoid, g = tanh of (W_ih x + b_ih + W_hh h + b_hh);
// c = f c + i g; h = o tanh(c). Forward above backward.

/// Pairs of (step, row) whose gate gradients stay in the nearest cache between two passes.
#define WINDOW_PAIRS 96
/// Floats in a line of the cache.
#define LINE 16
/// With fewer rows than this the input product runs ahead, over steps in place of rows.
#define FEW_ROWS 4

/// Unit blocks first ..< end of step t, from sums to activations. Over many rows at once, and first
/// c then h: beside the products the waits for one another would fill the processor's window.
static void NAME(cells)(
  const ck_recurrent_forward_args *s, int t, float *step_gates, int first, int end
) {
  const int R = s->rows, U = (s->hidden + V - 1) / V;
  const long padded = U * V, state = R * padded;
  for (int u = first; u < end; u++) {
    float *gates = step_gates + (long)u * R * 4 * V;
    const float *before = s->c + t * s->c_step + u * V;
    float *c = s->c + (t + 1) * s->c_step + u * V, *h = s->h + (t + 1) * state + u * V;
    for (int r = 0; r < R; r++) {
      float *sums = gates + r * 4 * V;
      vec i = sigmoid(load(sums)), f = sigmoid(load(sums + V));
      vec g = hyperbolic_tangent(load(sums + 2 * V)), o = sigmoid(load(sums + 3 * V));
      store(c + r * padded, fma(f, load(before + r * padded), i * g));
      store(sums + 3 * V, o);
      if (!s->trace) continue;
      store(sums, i);
      store(sums + V, f);
      store(sums + 2 * V, g);
    }
    for (int r = 0; r < R; r++) {
      vec o = load(gates + r * 4 * V + 3 * V);
      store(h + r * padded, o * hyperbolic_tangent(load(c + r * padded)));
    }
  }
}

/// The input's part of the sums of steps first ..< end, of all unit blocks.
static void NAME(lstm_ahead)(const ck_recurrent_forward_args *s, int first, int end) {
  const int R = s->rows, I = s->inputs, H = s->hidden, U = (H + V - 1) / V;
  const long step_gates = 4 * (long)R * U * V, block = (long)(I + H + (s->bias ? 2 : 0)) * 4 * V;
  for (int u = 0; u < U; u++) {
    const float *w = s->weights + u * block, *bias = s->bias ? w + (long)(I + H) * 4 * V : NULL;
    for (int p = 0, m, pairs = (end - first) * R; p < pairs; p += m) {
      m = tile_height(pairs - p);
      const float *a[TILE_ROWS];
      float *out[TILE_ROWS];
      for (int j = 0; j < m; j++) {
        long t = first + (p + j) / R, row = (p + j) % R;
        a[j] = pair_of(s->input, R, first, p + j);
        out[j] = s->gates + t * step_gates + ((long)u * R + row) * 4 * V;
      }
      NAME(dense_block)(m, 4, a, I, a, 0, w, bias, bias ? bias + 4 * V : NULL, out);
    }
  }
}

static void NAME(lstm_forward)(const ck_recurrent_forward_args *s) {
  const int R = s->rows, I = s->inputs, H = s->hidden, U = (H + V - 1) / V;
  const long padded = U * V, state = R * padded, step_gates = 4 * state;
  const long block = (long)(I + H + (s->bias ? 2 : 0)) * 4 * V;
  const bool ahead = R < FEW_ROWS && s->steps > 1;
  const int window = (WINDOW_PAIRS + R - 1) / R;
  for (int t = 0; t < s->steps; t++) {
    if (ahead && t % window == 0)
      NAME(lstm_ahead)(s, t, s->steps - t < window ? s->steps : t + window);
    // Gates that nobody will ask for again lie where those of the step before were, in the cache.
    float *now = s->gates + (s->trace || ahead ? t * step_gates : 0);
    for (int u = 0; u < U; u++) {
      const float *w = s->weights + u * block, *bias = s->bias ? w + (long)(I + H) * 4 * V : NULL;
      float *gates = now + (long)u * R * 4 * V;
      for (int r = 0, m; r < R; r += m) {
        m = tile_height(R - r);
        const float *x[TILE_ROWS], *h[TILE_ROWS];
        float *out[TILE_ROWS];
        for (int j = 0; j < m; j++) {
          x[j] = s->input.base + t * s->input.step + (r + j) * s->input.row;
          h[j] = s->h + t * state + (r + j) * padded;
          out[j] = gates + (r + j) * 4 * V;
        }
        if (ahead)
          NAME(data_gradient)(m, 4 * V, h, 1, 0, H, w + (long)I * 4 * V, true, out);
        else
          NAME(dense_block)(m, 4, x, I, h, H, w, bias, bias ? bias + 4 * V : NULL, out);
      }
      if (ahead) NAME(cells)(s, t, now, u, u + 1);
    }
    if (!ahead) NAME(cells)(s, t, now, 0, U);
  }
}

/// Turns the gates of one step into their gradients, and the cell's gradient into the one before.
/// With s = tanh(c) = h / o, which needs no exponential: o (1 - s^2) = o - h s.
static void NAME(gate_gradients)(const ck_recurrent_backward_args *s, int t) {
  const int R = s->rows, U = (s->hidden + V - 1) / V;
  const long padded = U * V, state = R * padded;
  const long block = (long)(s->inputs + s->hidden + (s->bias ? 2 : 0)) * 4 * V;
  const vec one = splat(1);
  // The step before is fetched ahead: no hardware guesses that time goes backward.
  const long earlier = t > 0 ? state : 0;
  for (int u = 0; u < U; u++) {
    float *gates = s->gates + 4 * (t * state) + (long)u * R * 4 * V;
    const float *flow = s->flow + t * state + u * V, *later = s->h_gradient + u * V;
    const float *c = s->c + t * state + u * V, *h = s->h + (t + 1) * state + u * V;
    float *c_gradient = s->c_gradient + u * V;
    vec sums[4] = {splat(0), splat(0), splat(0), splat(0)};
    for (int r = 0; r < R; r++, gates += 4 * V) {
      const long place = r * padded;
      UNROLLED
      for (int j = 0; j < 4 * V; j += LINE) __builtin_prefetch(gates - 4 * earlier + j, 1, 2);
      __builtin_prefetch(c + place - earlier, 0, 2);
      __builtin_prefetch(h + place - earlier, 0, 2);
      __builtin_prefetch(flow + place - earlier, 0, 2);
      vec i = load(gates), f = load(gates + V), g = load(gates + 2 * V), o = load(gates + 3 * V);
      vec said = load(h + place), dh = load(flow + place) + load(later + place);
      vec dc = fma(dh, o - said * (said / o), load(c_gradient + place));
      vec ig = i * g, kept = dc * f;
      vec d[4] = {
        dc * ig * (one - i), kept * load(c + place) * (one - f), dc * (i - ig * g),
        dh * said * (one - o)};
      store(c_gradient + place, kept);
      UNROLLED
      for (int j = 0; j < 4; j++) {
        store(gates + j * V, d[j]);
        sums[j] = sums[j] + d[j];
      }
    }
    if (!s->bias) continue;
    float *bias = s->gradients + (u + 1) * block - 8 * V;
    const bool keep = !s->fresh || t < s->steps - 1;
    UNROLLED
    for (int j = 0; j < 4; j++)
      store(bias + j * V, keep ? load(bias + j * V) + sums[j] : sums[j]);
  }
}

/// The weights' gradients and the inputs' gradients of steps first ..< end.
static void NAME(lstm_window)(const ck_recurrent_backward_args *s, int first, int end) {
  const bool keep = !s->fresh || end < s->steps;
  const int R = s->rows, I = s->inputs, H = s->hidden, U = (H + V - 1) / V;
  const long padded = U * V, state = R * padded, step_gates = 4 * state;
  const long block = (long)(I + H + (s->bias ? 2 : 0)) * 4 * V;
  ck_rows x = s->input;
  x.base += first * x.step;
  ck_rows h = {s->h + first * state, state, padded};
  // Steps lie multiples of a page apart, so a narrow block's columns fall on few lines of the
  // nearest cache and drive each other out: side by side they stay.
  const bool packed = V < 16 && H >= 64 && (end - first) * R <= WINDOW_PAIRS;
  float columns[WINDOW_PAIRS * 4 * V];
  for (int u = 0; u < U; u++) {
    ck_rows d = {s->gates + first * step_gates + (long)u * R * 4 * V, step_gates, 4 * V};
    float *gradients = s->gradients + u * block;
    if (packed) {
      for (int k = 0; k < end - first; k++)
        memcpy(columns + (long)k * R * 4 * V, d.base + k * d.step, R * 4 * V * sizeof(float));
      d = (ck_rows){columns, R * 4 * V, 4 * V};
    }
    NAME(weight_gradient)(I, 4, x, d, end - first, R, keep, gradients);
    NAME(weight_gradient)(H, 4, h, d, end - first, R, keep, gradients + (long)I * 4 * V);
  }
  if (!s->input_gradient) return;
  const int width = (I + V - 1) / V * V;
  const ck_rows d = {s->gates + first * step_gates, step_gates, 4 * V};
  NAME(data_gradients)(
    d, end - first, R, U, (long)R * 4 * V, 4 * V, s->input_transposed, false, width,
    s->input_gradient + (long)first * R * width);
}

static void NAME(lstm_backward)(const ck_recurrent_backward_args *s) {
  const int R = s->rows, U = (s->hidden + V - 1) / V;
  const long padded = U * V, step_gates = 4 * R * padded;
  const int window = R < WINDOW_PAIRS ? WINDOW_PAIRS / R : 1;
  for (int t = s->steps - 1, end = s->steps; t >= 0; t--) {
    NAME(gate_gradients)(s, t);
    const ck_rows of_h = {s->gates + t * step_gates, 0, 4 * V};
    NAME(data_gradients)(
      of_h, 1, R, U, (long)R * 4 * V, 4 * V, s->hidden_transposed, false, padded,
      s->h_gradient);
    if (end - t < window && t > 0) continue;
    NAME(lstm_window)(s, t, end);
    end = t;
  }
  const long block = (long)(s->inputs + s->hidden + 2) * 4 * V;
  for (int u = 0; s->bias && u < U; u++) {
    float *second = s->gradients + (u + 1) * block - 4 * V;
    memcpy(second, second - 4 * V, 4 * V * sizeof(float));
  }
}
