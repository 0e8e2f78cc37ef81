// The most floating-point work that the processor can do: nothing but multiply-adds on registers.
//
// Twelve sums that do not wait for each other fill every pipeline there is (two units, four to five
// cycles each), and with the two constants they fit into the 16 registers of AVX2 and SSE.
#define _GNU_SOURCE
#include "cbenchmark.h"

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

#pragma STDC FP_CONTRACT ON

enum { SUMS = 12, ROUNDS = 4096, MOST_THREADS = 256 };

// Read and written where the compiler cannot see, so that it can neither foresee nor drop a sum.
static volatile float seed = 0.999f;
static _Thread_local volatile float sink;

#define LOOP(name, width, attributes)                                     \
  attributes static void name(void) {                                     \
    typedef float vector __attribute__((vector_size(4 * (width))));       \
    vector sum[SUMS], factor, summand;                                    \
    for (int lane = 0; lane < (width); lane++) {                          \
      factor[lane] = seed;                                                \
      summand[lane] = 1 - seed;                                           \
    }                                                                     \
    for (int k = 0; k < SUMS; k++) sum[k] = summand * (float)(k + 1);     \
    for (int round = 0; round < ROUNDS; round++)                          \
      _Pragma("clang loop unroll(full)") for (int k = 0; k < SUMS; k++)   \
        sum[k] = sum[k] * factor + summand;                               \
    for (int k = 1; k < SUMS; k++) sum[0] += sum[k];                      \
    float total = 0;                                                      \
    for (int lane = 0; lane < (width); lane++) total += sum[0][lane];     \
    sink = total;                                                         \
  }

LOOP(plain_loop, 4, )
#if defined(__x86_64__)
LOOP(avx2_loop, 8, __attribute__((target("avx2,fma"))))
LOOP(avx512_loop, 16, __attribute__((target("avx512f,avx2,fma"))))
#endif

typedef struct {
  void (*loop)(void);
  int width;
  double seconds, gigaflops;
} work;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void *run(void *argument) {
  work *mine = argument;
  double start = now(), end = start;
  long calls = 0;
  while (end - start < mine->seconds) {
    mine->loop();
    calls++;
    end = now();
  }
  mine->gigaflops = 2e-9 * (double)calls * ROUNDS * SUMS * mine->width / (end - start);
  return 0;
}

static bool choose(work *all, int width) {
  *all = (work){plain_loop, 4, 0, 0};
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (width == 8 || width == 16) {
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return false;
    *all = (work){avx2_loop, 8, 0, 0};
  }
  if (width == 16) {
    if (!__builtin_cpu_supports("avx512f")) return false;
    *all = (work){avx512_loop, 16, 0, 0};
  }
#endif
  return true;
}

double cb_fma(int width, double seconds, int threads) {
  work all[MOST_THREADS];
  pthread_t others[MOST_THREADS];
  if (threads < 1 || threads > MOST_THREADS || !choose(&all[0], width)) return 0;
  all[0].seconds = seconds;
  int started = 1;
  for (; started < threads; started++) {
    all[started] = all[0];
    if (pthread_create(&others[started], 0, run, &all[started]) != 0) break;
  }
  run(&all[0]);
  double sum = all[0].gigaflops;
  for (int k = 1; k < started; k++) {
    pthread_join(others[k], 0);
    sum += all[k].gigaflops;
  }
  return started == threads ? sum : 0;
}
