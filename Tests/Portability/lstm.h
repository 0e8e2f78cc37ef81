// The LSTM cell by plain loops: gates i, f, g, o; c = f c + i g; h = o tanh(c).
#pragma once
#include "cell.h"

static void true_lstm_forward(cell_truth *s) {
  const int H = s->hidden, R = s->rows;
  for (long p = 0; p < s->steps * R; p++) {
    double *gates = s->gates + 4 * p * H;
    for (int k = 0; k < 4 * H; k++) {
      double sum = sum_of_input(s, p, k) + sum_of_state(s, p, k);
      gates[k] = k / H == 2 ? tanh(sum) : true_sigmoid(sum);
    }
    for (int j = 0; j < H; j++) {
      long after = (p + R) * H + j;
      s->c[after] = gates[H + j] * s->c[p * H + j] + gates[j] * gates[2 * H + j];
      s->h[after] = gates[3 * H + j] * tanh(s->c[after]);
    }
  }
}

static void true_lstm_backward(cell_truth *s) {
  const int H = s->hidden, R = s->rows;
  for (long p = s->steps * R - 1; p >= 0; p--) {
    const double *gates = s->gates + 4 * p * H;
    double *dh = s->h_gradient + p % R * H, *dc = s->c_gradient + p % R * H;
    double d[4 * H];
    for (int j = 0; j < H; j++) {
      double i = gates[j], f = gates[H + j], g = gates[2 * H + j], o = gates[3 * H + j];
      double squashed = tanh(s->c[(p + R) * H + j]);
      double upper = s->flow[p * H + j] + dh[j];
      double cell = dc[j] + upper * o * (1 - squashed * squashed);
      d[j] = cell * g * i * (1 - i);
      d[H + j] = cell * s->c[p * H + j] * f * (1 - f);
      d[2 * H + j] = cell * i * (1 - g * g);
      d[3 * H + j] = upper * squashed * o * (1 - o);
      dc[j] = cell * f;
    }
    memset(dh, 0, H * sizeof(double));
    carry_back(s, p, d, d);
  }
}
