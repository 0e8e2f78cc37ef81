// The kernels for every other processor, in plain C: 4 floats in a vector, 16 registers.
#include "paths.h"

#define V 4
#define TILE_ROWS 3
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
