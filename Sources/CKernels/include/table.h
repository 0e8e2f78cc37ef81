// Lines of a text table whose fields need no parser: no quotes, the same number of fields in each.
//
// A line that is anything else ends the work, and is the caller's: what is found here is exactly what
// a strict CSV parser would find. Offsets count from the first byte; a chunk has less than 4 GiB.
#ifndef CK_TABLE_H
#define CK_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What ends a field and what ends the plain lines.
typedef struct {
  uint8_t separator, quote;
  /// The byte at the beginning of a line that is no row, or -1.
  int comment;
  /// Fields of a line.
  size_t width;
} ck_table_form;

/// Whole lines: how many, where the next one begins, the fewest bytes of one without its end.
typedef struct {
  size_t lines, next, shortest;
} ck_table_lines;

/// Finds the fields of plain lines from `first` on.
///
/// starts: [lines]; ends: [lines][width], each one past the field's last byte.
ck_table_lines ck_table_scan(
    const uint8_t *bytes, size_t count, size_t first, const ck_table_form *form, uint32_t *starts,
    uint32_t *ends, size_t most);

/// The fields of one column of some lines.
typedef struct {
  const uint8_t *bytes;
  /// How many bytes can be read.
  size_t count;
  const uint32_t *starts, *ends;
  size_t lines, width, column;
} ck_table_column;

/// Reads decimal numbers of some columns, correctly rounded, row by row; values: [wanted][lines].
///
/// Cells are counted row by row. It begins at cell `first` and stops at the first cell that is none, or
/// needs a closer look: an integer of more than 53 bits, or a number beyond 1e150. Returns the number of
/// that cell, or of all.
size_t ck_table_numbers(
    const ck_table_column *table, const uint32_t *columns, size_t wanted, size_t first, uint8_t mark,
    double *values);

/// A time of fixed width: where its parts begin, -1 for none, and what stands between them.
typedef struct {
  int year, month, day, hour, minute, second;
  size_t length;
  /// The byte that must stand there; 0 for a digit.
  uint8_t literals[40];
  /// Seconds to add to each time.
  int64_t shift;
} ck_table_clock;

/// Reads times of that form as seconds since 1970, from line `first` on; stops as numbers do.
size_t ck_table_times(
    const ck_table_column *column, size_t first, const ck_table_clock *clock, int64_t *seconds);

/// Reads integers of up to 15 digits, from line `first` on; stops as numbers do.
size_t ck_table_integers(const ck_table_column *column, size_t first, int64_t *values);

/// How many of the first values go on by the step between the first two; all of fewer than three.
size_t ck_table_even(const int64_t *values, size_t count);

/// Numbers from the first to the last that is none of NaN: where, and how many NaN are among them.
typedef struct {
  size_t first, end, missing;
} ck_table_stretch;

/// Finds them; first and end are the same where all are NaN.
ck_table_stretch ck_table_present(const double *values, size_t count);

/// Finds the lines whose field is another one than that of the line before, the first among them.
size_t ck_table_changes(const ck_table_column *column, uint32_t *lines);

#endif
