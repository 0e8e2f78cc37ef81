// What the kernels should compute, by plain loops in double; see Sources/CKernels/include/CKernels.h
// for the letters. Nothing is padded or packed here: gates i, f, g, o are [4][H].
#include <math.h>
#include <string.h>

/// One layer, its sequences, and the gradients that come into its backward pass.
typedef struct {
  int inputs, hidden, rows, steps;
  /// [4H][I], [4H][H], [4H]: the sum of both biases.
  double *input_weights, *hidden_weights, *bias;
  /// [T][R][I]
  double *x;
  /// [T + 1][R][H]: slot 0 is given, the others are computed.
  double *h, *c;
  /// [T][R][4H]
  double *gates;
  /// [T][R][H]: the gradient by h; [R][H]: by the last state on entry, by the first on return.
  double *flow, *h_gradient, *c_gradient;
  /// Computed; zero on entry.
  double *input_weights_gradient, *hidden_weights_gradient, *bias_gradient, *x_gradient;
} lstm_truth;

static double true_sigmoid(double x) { return 1 / (1 + exp(-x)); }

/// log(1 + exp(x)) without overflow.
static double true_softplus(double x) { return fmax(x, 0) + log1p(exp(-fabs(x))); }

static double dot(const double *a, const double *b, int count) {
  double sum = 0;
  for (int k = 0; k < count; k++) sum += a[k] * b[k];
  return sum;
}

static void true_lstm_forward(lstm_truth *s) {
  const int I = s->inputs, H = s->hidden, R = s->rows;
  for (int p = 0; p < s->steps * R; p++) {
    const double *x = s->x + (long)p * I, *h = s->h + (long)p * H;
    double *gates = s->gates + 4L * p * H;
    for (int k = 0; k < 4 * H; k++) {
      double sum = s->bias[k] + dot(s->input_weights + (long)k * I, x, I)
        + dot(s->hidden_weights + (long)k * H, h, H);
      gates[k] = k / H == 2 ? tanh(sum) : true_sigmoid(sum);
    }
    for (int j = 0; j < H; j++) {
      long after = (long)(p + R) * H + j;
      s->c[after] = gates[H + j] * s->c[(long)p * H + j] + gates[j] * gates[2 * H + j];
      s->h[after] = gates[3 * H + j] * tanh(s->c[after]);
    }
  }
}

static void true_lstm_backward(lstm_truth *s) {
  const int I = s->inputs, H = s->hidden, R = s->rows;
  for (int p = s->steps * R - 1; p >= 0; p--) {
    const double *gates = s->gates + 4L * p * H;
    const double *x = s->x + (long)p * I, *h = s->h + (long)p * H;
    double *dh = s->h_gradient + (long)(p % R) * H, *dc = s->c_gradient + (long)(p % R) * H;
    double d[4 * H];
    for (int j = 0; j < H; j++) {
      double i = gates[j], f = gates[H + j], g = gates[2 * H + j], o = gates[3 * H + j];
      double squashed = tanh(s->c[(long)(p + R) * H + j]);
      double upper = s->flow[(long)p * H + j] + dh[j];
      double cell = dc[j] + upper * o * (1 - squashed * squashed);
      d[j] = cell * g * i * (1 - i);
      d[H + j] = cell * s->c[(long)p * H + j] * f * (1 - f);
      d[2 * H + j] = cell * i * (1 - g * g);
      d[3 * H + j] = upper * squashed * o * (1 - o);
      dc[j] = cell * f;
    }
    memset(dh, 0, H * sizeof(double));
    for (int k = 0; k < 4 * H; k++) {
      s->bias_gradient[k] += d[k];
      for (int i = 0; i < I; i++) {
        s->input_weights_gradient[(long)k * I + i] += d[k] * x[i];
        s->x_gradient[(long)p * I + i] += d[k] * s->input_weights[(long)k * I + i];
      }
      for (int j = 0; j < H; j++) {
        s->hidden_weights_gradient[(long)k * H + j] += d[k] * h[j];
        dh[j] += d[k] * s->hidden_weights[(long)k * H + j];
      }
    }
  }
}

/// A dense layer over pairs (t, r): [O][first], [O][second], [O]; inputs and outputs [pair][...].
typedef struct {
  int first_inputs, second_inputs, outputs, pairs;
  double *first_weights, *second_weights, *bias, *first, *second, *output, *output_gradient;
  /// Computed; zero on entry.
  double *first_weights_gradient, *second_weights_gradient, *bias_gradient, *first_gradient;
} dense_truth;

static void true_dense_forward(dense_truth *s) {
  const int F = s->first_inputs, S = s->second_inputs, O = s->outputs;
  for (int p = 0; p < s->pairs; p++)
    for (int k = 0; k < O; k++)
      s->output[(long)p * O + k] = s->bias[k]
        + dot(s->first_weights + (long)k * F, s->first + (long)p * F, F)
        + dot(s->second_weights + (long)k * S, s->second + (long)p * S, S);
}

static void true_dense_backward(dense_truth *s) {
  const int F = s->first_inputs, S = s->second_inputs, O = s->outputs;
  for (int p = 0; p < s->pairs; p++)
    for (int k = 0; k < O; k++) {
      const double d = s->output_gradient[(long)p * O + k];
      s->bias_gradient[k] += d;
      for (int i = 0; i < F; i++) {
        s->first_weights_gradient[(long)k * F + i] += d * s->first[(long)p * F + i];
        s->first_gradient[(long)p * F + i] += d * s->first_weights[(long)k * F + i];
      }
      for (int i = 0; i < S; i++)
        s->second_weights_gradient[(long)k * S + i] += d * s->second[(long)p * S + i];
    }
}
