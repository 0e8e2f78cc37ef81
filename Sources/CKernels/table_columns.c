// What is asked of whole columns of a table; see include/table.h.
#include "include/table.h"

size_t ck_table_even(const int64_t *values, size_t count) {
  if (count < 3) return count;
  // Unsigned, so that no difference overflows.
  const uint64_t step = (uint64_t)values[1] - (uint64_t)values[0];
  size_t row = 2;
  // A loop without a way out of it takes many numbers at a time.
  for (const size_t block = 32; row + block <= count; row += block) {
    uint64_t others = 0;
    for (size_t next = row; next < row + block; next++) {
      others |= ((uint64_t)values[next] - (uint64_t)values[next - 1]) ^ step;
    }
    if (others) break;
  }
  while (row < count && (uint64_t)values[row] - (uint64_t)values[row - 1] == step) row++;
  return row;
}

ck_table_stretch ck_table_present(const double *values, size_t count) {
  ck_table_stretch found = {0, count, 0};
  while (found.first < count && values[found.first] != values[found.first]) found.first++;
  while (found.end > found.first && values[found.end - 1] != values[found.end - 1]) found.end--;
  for (size_t row = found.first; row < found.end; row++) {
    found.missing += values[row] != values[row];
  }
  return found;
}
