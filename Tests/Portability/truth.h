// What the kernels should compute, by plain loops in double: the functions that the layers share.
#pragma once
#include <math.h>

static double true_sigmoid(double x) { return 1 / (1 + exp(-x)); }

/// log(1 + exp(x)) without overflow.
static double true_softplus(double x) { return fmax(x, 0) + log1p(exp(-fabs(x))); }

static double dot(const double *a, const double *b, int count) {
  double sum = 0;
  for (int k = 0; k < count; k++) sum += a[k] * b[k];
  return sum;
}
