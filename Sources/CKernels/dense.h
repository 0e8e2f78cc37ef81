// The dense layer: out = W_1 a + W_2 b + bias over all pairs (t, r). Forward above backward.

void NAME(dense_forward)(const ck_dense_forward_args *s) {
  const int R = s->rows, K = s->first_inputs + s->second_inputs, pairs = s->steps * R;
  const int vectors = (s->outputs + V - 1) / V;
  const float *w = s->weights;
  for (int n = 0; n < vectors; n += 4) {
    int width = vectors - n < 4 ? vectors - n : 4;
    const float *bias = w + (long)K * width * V;
    for (int p = 0, m; p < pairs; p += m) {
      m = tile_height(pairs - p);
      const float *a[TILE_ROWS], *b[TILE_ROWS];
      float *out[TILE_ROWS];
      for (int r = 0; r < m; r++) {
        a[r] = pair_of(s->first, R, 0, p + r);
        b[r] = s->second_inputs ? pair_of(s->second, R, 0, p + r) : a[r];
        out[r] = s->output + ((long)(p + r) * vectors + n) * V;
      }
      NAME(dense_block)(m, width, a, s->first_inputs, b, s->second_inputs, w, bias, NULL, out);
    }
    w = bias + (long)width * V;
  }
}

void NAME(dense_backward)(const ck_dense_backward_args *s) {
  const int R = s->rows, vectors = (s->outputs + V - 1) / V;
  float *gradients = s->gradients;
  for (int n = 0; n < vectors; n += 4) {
    int width = vectors - n < 4 ? vectors - n : 4;
    ck_rows d = {s->output_gradient + n * V, (long)R * vectors * V, vectors * V};
    NAME(weight_gradient)(s->first_inputs, width, s->first, d, s->steps, R, true, gradients);
    gradients += (long)s->first_inputs * width * V;
    NAME(weight_gradient)(s->second_inputs, width, s->second, d, s->steps, R, true, gradients);
    gradients += (long)s->second_inputs * width * V;
    NAME(bias_gradient)(width, d, s->steps, R, true, gradients);
    gradients += width * V;
  }
  if (!s->first_gradient) return;
  const int padded = (s->first_inputs + V - 1) / V * V;
  const ck_rows d = {s->output_gradient, (long)R * vectors * V, vectors * V};
  NAME(data_gradients)(
    d, s->steps, R, 1, 0, vectors * V, s->first_transposed, false, padded, s->first_gradient);
}
