// What works on flat arrays, and the thread pool.
#include <math.h>
#include <stdatomic.h>
#include <time.h>

/// Counts whose last vector is full, and not, on every path.
static const int counts[] = {1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 1000};
enum { COUNTS = sizeof counts / sizeof *counts };

/// Notes whether the float behind an array is as it was before.
static void check_end(const float *end) { note("nothing behind the end", 0, *end == 7 ? 0 : 1); }

static float *drawn_floats(int count, double scale) {
  float *values = floats(count + 1);
  for (int k = 0; k < count; k++) values[k] = draw(scale);
  values[count] = 7;
  return values;
}

static void check_activation(int path, float x, float sigmoid, float tangent, float plus, float slope) {
  note("sigmoid, absolute", 1.5e-7, fabs(sigmoid - true_sigmoid(x)));
  note("tanh, absolute", 2e-7, fabs(tangent - tanh(x)));
  if (fabsf(x) > 1e-30f) note("tanh, relative", 4e-7, fabs(tangent / tanh(x) - 1));
  double truth = true_softplus(x);
  // Far below 0 the value itself is near 0 and counts absolutely; above, the last bits of x count.
  if (fabsf(x) <= 10) note("softplus, relative", 1e-6, fabs(plus / truth - 1));
  if (fabsf(x) <= 40) note("softplus, absolute", 4e-6, fabs(plus - truth));
  note("softplus slope", 2e-7, fabs(slope - true_sigmoid(x)));
}

static void check_activations(int path) {
  enum { COUNT = 20001 };
  arena_next = arena;
  float *x = floats(COUNT), *s = floats(COUNT), *t = floats(COUNT), *p = floats(COUNT);
  float *slope = floats(COUNT);
  // Every size of number, of both signs, and a fine grid between -10 and 10.
  for (int k = 0; k < COUNT; k++)
    x[k] = k % 2 ? (k - COUNT / 2) * 1e-3f : (k % 4 ? -1 : 1) * powf(10, k * 40.0f / COUNT - 37);
  ck_sigmoid(path, x, s, COUNT);
  ck_tanh(path, x, t, COUNT);
  ck_softplus(path, x, p, slope, COUNT);
  for (int k = 0; k < COUNT; k++) check_activation(path, x[k], s[k], t[k], p[k], slope[k]);

  float edges[] = {INFINITY, -INFINITY, NAN, 0};
  ck_sigmoid(path, edges, s, 4);
  ck_tanh(path, edges, t, 4);
  bool exact = s[0] == 1 && s[1] < 1e-30f && isnan(s[2]) && s[3] == 0.5f && t[0] == 1
    && t[1] == -1 && isnan(t[2]) && t[3] == 0;
  note("infinity, NaN and zero", 0, exact ? 0 : 1);
  for (int c = 0; c < COUNTS; c++) {
    int n = counts[c];
    s[n] = t[n] = p[n] = slope[n] = 7;
    ck_sigmoid(path, x, s, n);
    ck_tanh(path, x, t, n);
    ck_softplus(path, x, p, slope, n);
    check_end(s + n), check_end(t + n), check_end(p + n), check_end(slope + n);
    for (int k = 0; k < n; k++) check_activation(path, x[k], s[k], t[k], p[k], slope[k]);
  }
}

static void check_optimizers(int path, int n) {
  const ck_adam_constants k = {0.9f, 0.999f, 1e-8f, 0.01f, 3.2f, 0.99f};
  arena_next = arena;
  state = n;
  float *w = drawn_floats(n, 1), *g = drawn_floats(n, 1), *m = drawn_floats(n, 1);
  float *v = drawn_floats(n, 1);
  double *true_w = doubles(n), *true_m = doubles(n), *true_v = doubles(n);
  for (int j = 0; j < n; j++) {
    v[j] = v[j] * v[j] + 1e-4f;
    true_m[j] = (double)k.beta1 * m[j] + (1 - (double)k.beta1) * g[j];
    true_v[j] = (double)k.beta2 * v[j] + (1 - (double)k.beta2) * g[j] * g[j];
    true_w[j] = (double)k.decay * w[j]
      - k.rate * true_m[j] / (sqrt(true_v[j]) * k.v_scale + k.epsilon);
  }
  ck_adam(path, w, g, m, v, n, k);
  compare_flat("adam w", true_w, n, w);
  compare_flat("adam m", true_m, n, m);
  compare_flat("adam v", true_v, n, v);
  check_end(w + n), check_end(m + n), check_end(v + n);
  for (int j = 0; j < n; j++) {
    true_m[j] = 0.9 * m[j] + g[j];
    true_w[j] = w[j] - 0.1 * true_m[j];
  }
  ck_momentum(path, w, g, m, n, 0.9f, 0.1f);
  compare_flat("momentum w", true_w, n, w);
  compare_flat("momentum m", true_m, n, m);
  check_end(w + n), check_end(m + n);
}

static void check_sums(int path, int n) {
  arena_next = arena;
  state = n;
  float *x = drawn_floats(n, 1), *y = drawn_floats(n, 1);
  double *truth = doubles(n), squares = 0;
  for (int j = 0; j < n; j++) squares += (double)x[j] * x[j];
  note("square sum", 1e-12, fabs(ck_square_sum(path, x, n) / squares - 1));
  const float *parts[] = {x, y, x};
  float *sum = drawn_floats(n, 1);
  for (int j = 0; j < n; j++) truth[j] = j < n / 3 ? sum[j] : 2.0 * x[j] + y[j];
  ck_add_up(path, sum, parts, 3, n / 3, n - n / 3);
  compare_flat("add up", truth, n, sum);
  for (int j = 0; j < n; j++) truth[j] = 0.75 * x[j];
  ck_scale(path, x, 0.75f, n);
  compare_flat("scale", truth, n, x);
  for (int j = 0; j < n; j++) truth[j] = fmax(-0.5, fmin(0.5, x[j]));
  ck_clamp(path, x, 0.5f, n);
  compare_flat("clamp", truth, n, x);
  check_end(x + n);
}

/// One line of Q quantiles for h steps ahead: values, gradient and loss.
static void check_quantiles(int path, int h, int Q, int anchor) {
  const float quantiles[] = {0.1f, 0.3f, 0.5f, 0.8f, 0.9f};
  const int n = Q * h;
  arena_next = arena;
  state = n;
  float *values = drawn_floats(n, 1), *distances = drawn_floats(n, 1);
  float *targets = drawn_floats(h, 1), *weights = drawn_floats(h, 1);
  double *truth = doubles(n), loss = 0;
  for (int k = 0; k < h; k++) {
    weights[k] = k % 3 ? fabsf(weights[k]) : 0;
    if (weights[k] == 0) targets[k] = NAN;
    truth[anchor * h + k] = values[anchor * h + k];
    for (int q = anchor + 1; q < Q; q++)
      truth[q * h + k] = truth[(q - 1) * h + k] + distances[q * h + k];
    for (int q = anchor - 1; q >= 0; q--)
      truth[q * h + k] = truth[(q + 1) * h + k] - distances[q * h + k];
  }
  ck_quantiles_forward(path, values, distances, 1, n, h, Q, anchor);
  compare_flat("quantiles forward", truth, n, values);
  for (int j = 0; j < n; j++) {
    const int k = j % h;
    const double d = (double)targets[k] - values[j], tau = quantiles[j / h];
    truth[j] = weights[k] == 0 ? 0 : 2 * weights[k] * (d > 0 ? -tau : 1 - tau);
    if (weights[k] != 0) loss += weights[k] * (d > 0 ? tau * d : (tau - 1) * d);
  }
  double found = ck_pinball(path, values, targets, weights, h, Q, quantiles, 2);
  note("pinball loss", LAYER_LIMIT, fabs(found - loss) / (loss > 0 ? loss : 1));
  compare_flat("pinball gradient", truth, n, values);
  for (int k = 0; k < h; k++) {
    double above = 0, below = 0;
    for (int q = Q - 1; q > anchor; q--) {
      above += truth[q * h + k];
      truth[q * h + k] = above * distances[q * h + k];
    }
    for (int q = 0; q < anchor; q++) {
      below += truth[q * h + k];
      truth[q * h + k] = -below * distances[q * h + k];
    }
    truth[anchor * h + k] += above + below;
  }
  ck_quantiles_backward(path, values, distances, 1, n, h, Q, anchor);
  compare_flat("quantiles backward", truth, n, values);
  check_end(values + n);
}

// MARK: Thread pool

enum { WORKERS = 3, TASKS = 500, ROUNDS = 200 };
typedef struct {
  atomic_int calls[TASKS], wrong;
  /// Whether workers take long, so that the caller must sleep until they are done.
  bool slow;
} pool_tally;

static void tally(void *context, int index, int worker) {
  pool_tally *seen = context;
  if (seen->slow && worker > 0)
    nanosleep(&(struct timespec){.tv_nsec = 3000000}, NULL);
  if (index < 0 || index >= TASKS || worker < 0 || worker > WORKERS)
    atomic_fetch_add(&seen->wrong, 1);
  else
    atomic_fetch_add(&seen->calls[index], 1);
}

/// Rounds of tasks, from none to many; each is to be called once, and all before `run` returns.
static void check_pool(void) {
  static pool_tally seen;
  ck_pool *pool = ck_pool_create(WORKERS);
  int wrong = pool ? 0 : 1;
  for (int round = 0; pool && round < ROUNDS; round++) {
    int count = round % 20 < 5 ? round % 20 : TASKS - round;
    memset(&seen, 0, sizeof seen);
    seen.slow = round % 20 == 3;
    ck_pool_run(pool, count, tally, &seen);
    wrong += atomic_load(&seen.wrong);
    for (int k = 0; k < TASKS; k++) wrong += atomic_load(&seen.calls[k]) != (k < count);
  }
  if (pool) ck_pool_destroy(pool);
  note("pool of 3 workers", 0, wrong);
}
