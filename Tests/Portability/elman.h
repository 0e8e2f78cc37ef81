// The Elman cell by plain loops: h = tanh or relu of W_ih x + b_ih + W_hh h + b_hh.
#pragma once
#include "cell.h"

static void true_elman_forward(cell_truth *s, bool relu) {
  const int H = s->hidden, R = s->rows;
  for (long p = 0; p < s->steps * R; p++)
    for (int j = 0; j < H; j++) {
      double sum = sum_of_input(s, p, j) + sum_of_state(s, p, j);
      s->h[(p + R) * H + j] = relu ? fmax(sum, 0) : tanh(sum);
    }
}

static void true_elman_backward(cell_truth *s, bool relu) {
  const int H = s->hidden, R = s->rows;
  for (long p = s->steps * R - 1; p >= 0; p--) {
    double *dh = s->h_gradient + p % R * H, d[H];
    for (int j = 0; j < H; j++) {
      double h = s->h[(p + R) * H + j];
      d[j] = (s->flow[p * H + j] + dh[j]) * (relu ? h > 0 : 1 - h * h);
    }
    memset(dh, 0, H * sizeof(double));
    carry_back(s, p, d, d);
  }
}

static void true_tanh_forward(cell_truth *s) { true_elman_forward(s, false); }
static void true_tanh_backward(cell_truth *s) { true_elman_backward(s, false); }
static void true_relu_forward(cell_truth *s) { true_elman_forward(s, true); }
static void true_relu_backward(cell_truth *s) { true_elman_backward(s, true); }
