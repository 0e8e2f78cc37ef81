// What the checks share: results by name, memory, random numbers.
#pragma once
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CKernels.h"

/// The largest difference from the truth over the largest magnitude of the truth. Sums of some
/// hundred products of floats come to about 3e-6. A single sum of n products may come to nearly
/// nothing and keep the rounding of its products, so less than sqrt(n) / 20 counts as that.
#define LAYER_LIMIT 1e-5
/// The same for what rounds a few times only.
#define FLAT_LIMIT 2e-7

// MARK: Results

enum { CHECKS = 128 };
typedef struct {
  char name[32];
  double limit, worst;
} check;

static check checks[CHECKS];
static int check_count;

/// The larger error; one that is NaN stays, so that it cannot pass.
static double worse(double a, double b) { return a >= b || isnan(a) ? a : b; }

/// Notes an error under a name; the name's largest one counts.
static void note(const char *name, double limit, double error) {
  const char *fault = getenv("KERNELS_CHECK_FAULT");
  int k = 0;
  while (k < check_count && strcmp(checks[k].name, name)) k++;
  if (k == check_count) {
    if (k == CHECKS || strlen(name) >= sizeof checks[k].name) abort();
    checks[check_count++] = (check){.limit = limit};
    strcpy(checks[k].name, name);
    // The fault that is easiest to lose: one NaN, in the first of all cases.
    if (fault && !strcmp(fault, name)) error = NAN;
  }
  checks[k].worst = worse(checks[k].worst, error);
}

static bool report(int path) {
  static const char *const names[] = {"portable", "avx2", "avx512"};
  bool holds = true;
  for (int k = 0; k < check_count; k++) {
    bool within = checks[k].worst <= checks[k].limit;
    printf(
      "%-8s %-24s %8.1e %s %.1e\n", names[path], checks[k].name, checks[k].worst,
      within ? "<=" : "EXCEEDS", checks[k].limit);
    holds = holds && within;
  }
  check_count = 0;
  return holds;
}

// MARK: Memory and numbers

static char *arena, *arena_end, *arena_next;

/// Zeros on a whole cache line, until the next case begins.
static void *take(long bytes) {
  void *place = arena_next;
  arena_next += (bytes + 127) / 64 * 64;
  if (arena_next > arena_end) abort();
  return memset(place, 0, arena_next - (char *)place);
}
static float *floats(long count) { return take(count * sizeof(float)); }
static double *doubles(long count) { return take(count * sizeof(double)); }

static uint64_t state;
/// A float from -scale to scale.
static float draw(double scale) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (float)(((double)(state >> 40) / (1 << 23) - 1) * scale);
}
static double *drawn(long count, double scale) {
  double *values = doubles(count);
  for (long k = 0; k < count; k++) values[k] = draw(scale);
  return values;
}

static int padded(int count, int V) { return (count + V - 1) / V * V; }

/// Lines of `count` values to lines of `width` floats, or, with `back`, their difference over the
/// largest value or `least`.
static void copy_lines(
  double *values, int lines, int count, float *floats, int width, const char *back, double limit,
  double least
) {
  double error = 0, largest = least;
  for (long line = 0; line < lines; line++)
    for (int k = 0; k < count; k++) {
      double *value = values + line * count + k;
      float *place = floats + line * width + k;
      if (!back) *place = (float)*value;
      error = worse(error, fabs(*place - *value));
      largest = fmax(largest, fabs(*value));
    }
  if (back) note(back, limit, largest > 0 ? error / largest : error);
}
static void put(double *values, int lines, int count, float *floats, int width) {
  copy_lines(values, lines, count, floats, width, NULL, 0, 0);
}
static void compare(
  const char *name, double *truth, int lines, int count, float *found, int width
) {
  copy_lines(truth, lines, count, found, width, name, LAYER_LIMIT, 1.0 / 20);
}
static void compare_flat(const char *name, double *truth, int count, float *found) {
  copy_lines(truth, 1, count, found, count, name, FLAT_LIMIT, 0);
}

/// Compares what copy_weights read back: sums over `pairs` of (step, row).
static void compare_doubles(
  const char *name, const double *truth, const double *found, long count, int pairs
) {
  double error = 0, largest = sqrt(pairs) / 20;
  for (long k = 0; k < count; k++) {
    error = worse(error, fabs(found[k] - truth[k]));
    largest = fmax(largest, fabs(truth[k]));
  }
  note(name, LAYER_LIMIT, error / largest);
}
