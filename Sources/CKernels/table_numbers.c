// Numbers of plain text tables; see include/table.h.
#include <math.h>
#include <stdlib.h>

#include "table_fields.h"

enum { DIGITS_OF_WORD = 8 };

/// The number of the first `count` digits, whose values are the bytes of a word.
static inline uint64_t digits_of(uint64_t word, size_t count) {
  // Zeros come in front; a shift by all 64 bits is none.
  if (count < DIGITS_OF_WORD) word = word << 8 << 8 * (DIGITS_OF_WORD - 1 - count);
  // Pairs, then all four of them: 1,000,000 · first + 10,000 · second + 100 · third + fourth.
  word = word * 10 + (word >> 8);
  const uint64_t pairs = 0x000000ff000000ff;
  return ((word & pairs) * (100 + (1000000ull << 32)) + (word >> 16 & pairs) * (1 + (10000ull << 32))) >>
         32;
}

static const uint32_t whole_powers[] = {1,      10,      100,      1000,     10000,
                                        100000, 1000000, 10000000, 100000000};

static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

enum { MOST_DIGITS = 19, LONGEST_NUMBER = 60 };

/// The number by the library's own way, for what has too many digits for the short one.
static bool read_slowly(span field, uint8_t mark, double *value) {
  char text[LONGEST_NUMBER + 1];
  const size_t count = (size_t)(field.end - field.at);
  if (count > LONGEST_NUMBER) return false;
  for (size_t place = 0; place < count; place++) {
    text[place] = field.at[place] == mark ? '.' : (char)field.at[place];
  }
  text[count] = 0;
  char *end;
  *value = strtod(text, &end);
  return end == text + count;
}

/// [-]digits[.digits], at most eight before the mark and eight behind it; false for all else.
///
/// Eight bytes are looked at together. The field must have 17 bytes from its second one on that can be
/// read, its own or others.
static inline bool read_short_number(span field, uint8_t mark, double *value) {
  const bool negative = *field.at == '-';
  const uint8_t *at = field.at + negative;
  const size_t length = (size_t)(field.end - at);
  const uint64_t first = word_at(at) ^ ALL_BYTES('0');
  const uint64_t others = beyond(first, ALL_BYTES(DIGIT_ROOM));
  size_t whole = others ? (size_t)__builtin_ctzll(others) / 8 : DIGITS_OF_WORD;
  size_t fraction = 0;
  uint64_t digits;
  if (whole >= length) {
    if (length == 0) return false;
    digits = digits_of(first, length);
  } else {
    fraction = length - whole - 1;
    if (at[whole] != mark || fraction > DIGITS_OF_WORD || whole + fraction == 0) return false;
    const uint64_t second = word_at(at + whole + 1) ^ ALL_BYTES('0');
    const uint64_t faults = beyond(second, ALL_BYTES(DIGIT_ROOM));
    if (faults && (size_t)__builtin_ctzll(faults) / 8 < fraction) return false;
    if (whole + fraction <= DIGITS_OF_WORD && whole < DIGITS_OF_WORD) {
      const uint64_t before = ((uint64_t)1 << 8 * whole) - 1;
      digits = digits_of((first & before) | second << 8 * whole, whole + fraction);
    } else {
      digits = digits_of(first, whole) * whole_powers[fraction] +
               (fraction ? digits_of(second, fraction) : 0);
    }
    if (digits > (uint64_t)1 << 53) return false;
  }
  const double size = (double)(int64_t)digits / powers[fraction];
  // Signs may come at random, so that no processor could guess a branch.
  uint64_t bits;
  memcpy(&bits, &size, sizeof bits);
  bits |= (uint64_t)negative << 63;
  memcpy(value, &bits, sizeof bits);
  return true;
}

/// digits[.digits][e±digits] behind an optional sign; false for all else.
static inline bool read_number(span field, uint8_t mark, double *value) {
  const uint8_t *at = field.at;
  const bool negative = at < field.end && *at == '-';
  if (at < field.end && (*at == '-' || *at == '+')) at++;
  uint64_t digits = 0;
  int count = 0, fraction = 0;
  const uint8_t *first = at;
  while (at < field.end && (uint8_t)(*at - '0') < 10) digits = digits * 10 + (*at++ - '0');
  count = (int)(at - first);
  bool is_integer = true;
  if (at < field.end && *at == mark) {
    is_integer = false;
    const uint8_t *point = ++at;
    while (at < field.end && (uint8_t)(*at - '0') < 10) digits = digits * 10 + (*at++ - '0');
    fraction = (int)(at - point);
    count += fraction;
  }
  if (count == 0) return false;
  if (at == field.end && count <= MOST_DIGITS && digits <= (uint64_t)1 << 53 && fraction <= 22) {
    const double size = (double)digits / powers[fraction];
    *value = negative ? -size : size;
    return true;
  }
  // An integer that no double holds is the caller's to refuse.
  if (is_integer && at == field.end) return false;
  if (at < field.end) {
    if ((*at | 0x20) != 'e') return false;
    at++;
    if (at < field.end && (*at == '-' || *at == '+')) at++;
    const uint8_t *exponent = at;
    while (at < field.end && (uint8_t)(*at - '0') < 10) at++;
    if (at == exponent || at != field.end) return false;
  }
  return read_slowly(field, mark, value) && fabs(*value) <= 1e150;
}

size_t ck_table_numbers(
    const ck_table_column *table, const uint32_t *columns, size_t wanted, size_t first, uint8_t mark,
    double *values) {
  size_t cell = first, place = first % wanted;
  const uint8_t *limit = table->bytes + table->count;
  for (size_t line = first / wanted; line < table->lines; line++) {
    for (; place < wanted; place++, cell++) {
      const span field = field_at(table, line, columns[place]);
      double *value = &values[place * table->lines + line];
      if (limit - field.at > 2 * DIGITS_OF_WORD + 1 && read_short_number(field, mark, value)) continue;
      if (!read_number(field, mark, value)) return cell;
    }
    place = 0;
  }
  return cell;
}

size_t ck_table_integers(const ck_table_column *column, size_t first, int64_t *values) {
  for (size_t line = first; line < column->lines; line++) {
    const span field = field_of(column, line);
    const uint8_t *at = field.at;
    const bool negative = at < field.end && *at == '-';
    if (at < field.end && (*at == '-' || *at == '+')) at++;
    if (at == field.end || field.end - at > 15) return line;
    int64_t value = 0;
    for (; at < field.end; at++) {
      if ((uint8_t)(*at - '0') > 9) return line;
      value = value * 10 + (*at - '0');
    }
    values[line] = negative ? -value : value;
  }
  return column->lines;
}
