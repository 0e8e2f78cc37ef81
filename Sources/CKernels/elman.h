// The Elman layer: h = tanh or relu of (W_ih x + b_ih + W_hh h + b_hh). Forward above backward.
//
// It is a dense layer that reads its own last output, and shares the dense layer's packing.

static void NAME(elman_forward)(const ck_recurrent_forward_args *s, bool relu) {
  const int R = s->rows, I = s->inputs, H = s->hidden, U = (H + V - 1) / V;
  const long padded = U * V, state = R * padded;
  for (int t = 0; t < s->steps; t++) {
    const float *w = s->weights;
    for (int n = 0; n < U; n += 4) {
      const int width = U - n < 4 ? U - n : 4;
      const float *bias = s->bias ? w + (long)(I + H) * width * V : NULL;
      for (int r = 0, m; r < R; r += m) {
        m = tile_height(R - r);
        const float *x[TILE_ROWS], *h[TILE_ROWS];
        float *out[TILE_ROWS];
        for (int j = 0; j < m; j++) {
          x[j] = s->input.base + t * s->input.step + (r + j) * s->input.row;
          h[j] = s->h + t * state + (r + j) * padded;
          out[j] = s->h + (t + 1) * state + (r + j) * padded + n * V;
        }
        NAME(dense_block)(m, width, x, I, h, H, w, bias, bias ? bias + width * V : NULL, out);
        for (int j = 0; j < m; j++)
          for (int v = 0; v < width * V; v += V) {
            vec sum = load(out[j] + v);
            // Asked this way round NaN stays NaN.
            vec value = relu ? choose(sum < splat(0), splat(0), sum) : hyperbolic_tangent(sum);
            store(out[j] + v, value);
          }
      }
      w += (long)(I + H + (s->bias ? 2 : 0)) * width * V;
    }
  }
}

/// The weights' gradients and the inputs' gradients of steps first ..< end.
static void NAME(elman_window)(const ck_recurrent_backward_args *s, int first, int end) {
  const bool keep = !s->fresh || end < s->steps;
  const int R = s->rows, I = s->inputs, H = s->hidden, U = (H + V - 1) / V;
  const long padded = U * V, state = R * padded;
  ck_rows x = s->input;
  x.base += first * x.step;
  ck_rows h = {s->h + first * state, state, padded};
  float *gradients = s->gradients;
  for (int n = 0; n < U; n += 4) {
    const int width = U - n < 4 ? U - n : 4;
    ck_rows d = {s->gates + first * state + n * V, state, padded};
    NAME(weight_gradient)(I, width, x, d, end - first, R, keep, gradients);
    gradients += (long)I * width * V;
    NAME(weight_gradient)(H, width, h, d, end - first, R, keep, gradients);
    gradients += (long)H * width * V;
    if (!s->bias) continue;
    NAME(bias_gradient)(width, d, end - first, R, keep, gradients);
    memcpy(gradients + width * V, gradients, width * V * sizeof(float));
    gradients += 2 * width * V;
  }
  if (!s->input_gradient) return;
  const int width = (I + V - 1) / V * V;
  const ck_rows d = {s->gates + first * state, state, padded};
  NAME(data_gradients)(
    d, end - first, R, 1, 0, (int)padded, s->input_transposed, false, width,
    s->input_gradient + (long)first * R * width);
}

static void NAME(elman_backward)(const ck_recurrent_backward_args *s, bool relu) {
  const int R = s->rows, U = (s->hidden + V - 1) / V;
  const long padded = U * V, state = R * padded;
  const int window = (WINDOW_PAIRS + R - 1) / R;
  for (int t = s->steps - 1, end = s->steps; t >= 0; t--) {
    float *d = s->gates + t * state;
    for (long i = 0; i < state; i += V) {
      vec h = load(s->h + (t + 1) * state + i);
      vec slope = relu ? choose(h > splat(0), splat(1), splat(0)) : splat(1) - h * h;
      store(d + i, (load(s->flow + t * state + i) + load(s->h_gradient + i)) * slope);
    }
    const ck_rows rows = {d, 0, padded};
    NAME(data_gradients)(
      rows, 1, R, 1, 0, (int)padded, s->hidden_transposed, false, padded,
      s->h_gradient);
    if (end - t < window && t > 0) continue;
    NAME(elman_window)(s, t, end);
    end = t;
  }
}
