// The kernels for processors with AVX2 and FMA: 8 floats in a vector, 16 registers.
#include "paths.h"

#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define V 8
#define TILE_ROWS 3
#define NAME(name) ck_avx2_##name
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
