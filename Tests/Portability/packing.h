// The packed order of weights; see Sources/CKernels/include/CKernels.h.
#pragma once
#include "checks.h"

/// A packed layer, to be copied to or from. A dense layer has one gate for each output, its unit.
typedef struct {
  float *base;
  int rows, gates, units, V;
  bool to;
} packing;

/// Where a row's weight for one gate of one unit lies.
static float *weight_place(packing p, int row, int gate, int unit) {
  const int V = p.V;
  if (p.gates > 1)
    return p.base + (((long)(unit / V) * p.rows + row) * p.gates + gate) * V + unit % V;
  int block = unit / (4 * V) * 4 * V, left = padded(p.units, V) - block;
  return p.base + (long)block * p.rows + (long)row * (left < 4 * V ? left : 4 * V) + unit - block;
}

/// Copies PyTorch's [gates * units][columns] to or from rows first ... of a packed layer, where all
/// gates stand `turn` places later and the last ones come round to the front.
static void copy_weights(packing p, double *values, int columns, int first, int turn) {
  for (int k = 0; k < p.gates * p.units; k++)
    for (int i = 0; i < columns; i++) {
      int gate = (k / p.units + turn) % p.gates;
      float *place = weight_place(p, first + i, gate, k % p.units);
      double *value = values + (long)k * columns + i;
      if (p.to)
        *place = (float)*value;
      else
        *value = *place;
    }
}
