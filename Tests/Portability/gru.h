// The GRU cell by plain loops, as PyTorch has it: gates r, z, n; r, z = sigmoid of both sums;
// n = tanh(W_in x + b_in + r (W_hn h + b_hn)); h = (1 - z) n + z h.
#pragma once
#include "cell.h"

static void true_gru_forward(cell_truth *s) {
  const int H = s->hidden, R = s->rows;
  for (long p = 0; p < s->steps * R; p++)
    for (int j = 0; j < H; j++) {
      double of_h = sum_of_state(s, p, 2 * H + j);
      double r = true_sigmoid(sum_of_input(s, p, j) + sum_of_state(s, p, j));
      double z = true_sigmoid(sum_of_input(s, p, H + j) + sum_of_state(s, p, H + j));
      double n = tanh(sum_of_input(s, p, 2 * H + j) + r * of_h);
      s->h[(p + R) * H + j] = (1 - z) * n + z * s->h[p * H + j];
      double *gates = s->gates + 4 * (p * H + j);
      gates[0] = r, gates[1] = z, gates[2] = n, gates[3] = of_h;
    }
}

static void true_gru_backward(cell_truth *s) {
  const int H = s->hidden, R = s->rows;
  for (long p = s->steps * R - 1; p >= 0; p--) {
    double *dh = s->h_gradient + p % R * H;
    double by_input_sum[3 * H], by_state_sum[3 * H];
    for (int j = 0; j < H; j++) {
      const double *gates = s->gates + 4 * (p * H + j);
      double r = gates[0], z = gates[1], n = gates[2], of_h = gates[3];
      double upper = s->flow[p * H + j] + dh[j];
      double of_n = upper * (1 - z) * (1 - n * n);
      by_input_sum[j] = by_state_sum[j] = of_n * of_h * r * (1 - r);
      by_input_sum[H + j] = by_state_sum[H + j] = upper * (s->h[p * H + j] - n) * z * (1 - z);
      by_input_sum[2 * H + j] = of_n;
      by_state_sum[2 * H + j] = of_n * r;
      dh[j] = upper * z;
    }
    carry_back(s, p, by_input_sum, by_state_sum);
  }
}
