// The kernels for processors with AVX-512: 16 floats in a vector, 32 registers.
#include "paths.h"

#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push( \
  __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma"))), apply_to = function)
#define V 16
#define TILE_ROWS 6
#define NAME(name) ck_avx512_##name
#include "vector.h"
#include "products.h"
#include "lstm.h"
#include "gru.h"
#include "elman.h"
#include "recurrent.h"
#include "dense.h"
#include "elementwise.h"
#include "quantiles.h"
#pragma clang attribute pop
#endif
