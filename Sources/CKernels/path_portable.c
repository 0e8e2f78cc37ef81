// The kernels for every other processor, in plain C: 4 floats in a vector. ARM has 32 registers and
// adds a product in one instruction; elsewhere there are 16, and products need some for themselves.
#include "paths.h"

#define V 4
#if defined(__aarch64__)
#define TILE_ROWS 6
#else
#define TILE_ROWS 2
#endif
#define NAME(name) ck_portable_##name
#include "vector.h"
#include "products.h"
#include "lstm.h"
#include "gru.h"
#include "elman.h"
#include "recurrent.h"
#include "dense.h"
#include "elementwise.h"
#include "quantiles.h"
