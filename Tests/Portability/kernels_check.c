// Holds every path of the kernels that this processor can run to plain loops in double.
//
// It needs nothing but a C compiler, so it runs where Swift cannot be had: `scripts/check-aarch64`
// builds it for another processor and runs it under an emulator. KERNELS_CHECK_FAULT=NAME plants a
// fault into the results of one check, by its name in the table; then the program must fail.
#include "recurrent.h"
#include "dense.h"
#include "flat.h"

static const int sizes[] = {1, 7, 8, 9, 15, 16, 17, 33};
enum { SIZES = sizeof sizes / sizeof *sizes };

static void check_layers(int path) {
  for (int a = 0; a < SIZES; a++)
    for (int b = 0; b < SIZES; b++)
      for (int c = 0; c < SIZES; c++) {
        // R, I and H are every triple of sizes; steps, biases and the second input take turns.
        const int turn = a + b + c, R = sizes[a], I = sizes[b], H = sizes[c];
        check_cells(path, R, I, H, 1 + turn % 3, turn % 4 != 3);
        check_dense(path, R, I, H, turn % 2 ? sizes[(a + c) % SIZES] : 0);
      }
  // Longer than the windows in which the weights' gradients are taken.
  check_cells(path, 1, 2, 3, 200, true);
  check_cells(path, 3, 2, 9, 70, true);
  check_cells(path, 13, 3, 5, 20, false);
  // More outputs than one packed block holds, and more units of an Elman layer.
  check_cells(path, 5, 70, 66, 2, true);
  check_cells(path, 7, 2, 70, 3, false);
  check_dense(path, 5, 9, 65, 3);
  check_dense(path, 5, 70, 130, 0);
}

static bool check_path(int path) {
  check_layers(path);
  check_activations(path);
  for (int c = 0; c < COUNTS; c++) {
    check_optimizers(path, counts[c]);
    check_sums(path, counts[c]);
  }
  for (int h = 1; h <= 33; h++)
    for (int Q = 1; Q <= 5; Q++) check_quantiles(path, h, Q, h % Q);
  check_pool();
  return report(path);
}

int main(void) {
  const long room = 64L << 20;
  arena = aligned_alloc(64, room);
  if (!arena) return 1;
  arena_end = arena + room;
  bool holds = true;
  for (int path = CK_PORTABLE; path <= CK_AVX512; path++)
    if (ck_supported(path)) holds = check_path(path) && holds;
  if (!holds) fprintf(stderr, "the kernels are wrong on this processor: see EXCEEDS above\n");
  return holds ? 0 : 1;
}
