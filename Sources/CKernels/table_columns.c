// What is asked of whole columns of a table; see include/table.h.
#include "include/table.h"

int64_t ck_table_step(const int64_t *values, size_t count) {
  if (count < 2) return 0;
  // Unsigned, so that no difference overflows.
  const uint64_t step = (uint64_t)values[1] - (uint64_t)values[0];
  uint64_t others = 0;
  for (size_t row = 1; row < count; row++) {
    others |= ((uint64_t)values[row] - (uint64_t)values[row - 1]) ^ step;
  }
  return others ? 0 : (int64_t)step;
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
