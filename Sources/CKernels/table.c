// Fields, numbers and times of plain text tables; see include/table.h.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "include/table.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// The bytes that end something, one bit each, of 64 bytes.
static inline uint64_t marks_of(const uint8_t *bytes, const ck_table_form *form) {
#if defined(__SSE2__)
  const __m128i separator = _mm_set1_epi8((char)form->separator);
  const __m128i quote = _mm_set1_epi8((char)form->quote);
  const __m128i feed = _mm_set1_epi8('\n'), back = _mm_set1_epi8('\r'), zero = _mm_setzero_si128();
  uint64_t marks = 0;
  for (int part = 0; part < 4; part++) {
    const __m128i text = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
    const __m128i found = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(text, separator), _mm_cmpeq_epi8(text, quote)),
        _mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(text, feed), _mm_cmpeq_epi8(text, back)),
            _mm_cmpeq_epi8(text, zero)));
    marks |= (uint64_t)(uint16_t)_mm_movemask_epi8(found) << (16 * part);
  }
  return marks;
#else
  uint64_t marks = 0;
  for (int place = 0; place < 64; place++) {
    const uint8_t byte = bytes[place];
    const bool is_mark = byte == form->separator || byte == form->quote || byte == '\n' ||
                         byte == '\r' || byte == 0;
    marks |= (uint64_t)is_mark << place;
  }
  return marks;
#endif
}

ck_table_lines ck_table_scan(
    const uint8_t *bytes, size_t count, size_t first, const ck_table_form *form, uint32_t *starts,
    uint32_t *ends, size_t most) {
  ck_table_lines result = {0, first, SIZE_MAX};
  const size_t width = form->width;
  size_t start = first, field = 0;
  uint32_t *end = ends;
  uint8_t tail[64];
  if (start < count && bytes[start] == form->comment) return result;
  for (size_t base = first; base < count && result.lines < most; base += 64) {
    const uint8_t *block = bytes + base;
    if (count - base < 64) {
      // The last bytes stand in a block of their own, filled up with what is no mark.
      memset(tail, 'x', sizeof tail);
      memcpy(tail, block, count - base);
      block = tail;
    }
    uint64_t marks = marks_of(block, form);
    if (count - base < 64) marks &= ((uint64_t)1 << (count - base)) - 1;
    while (marks) {
      const size_t place = base + (size_t)__builtin_ctzll(marks);
      marks &= marks - 1;
      const uint8_t byte = bytes[place];
      if (byte == form->separator) {
        if (field + 1 >= width) return result;
        end[field++] = (uint32_t)place;
        continue;
      }
      if (byte == '\r') {
        if (place + 1 < count && bytes[place + 1] == '\n') continue;
        return result;
      }
      if (byte != '\n') return result;
      const size_t stop = place > start && bytes[place - 1] == '\r' ? place - 1 : place;
      if (field + 1 != width || stop == start) return result;
      end[field] = (uint32_t)stop;
      starts[result.lines] = (uint32_t)start;
      if (stop - start < result.shortest) result.shortest = stop - start;
      end += width;
      field = 0;
      start = place + 1;
      result.lines++;
      result.next = start;
      if (result.lines == most) return result;
      if (start < count && bytes[start] == form->comment) return result;
    }
  }
  return result;
}

typedef struct {
  const uint8_t *at, *end;
} span;

/// A field without the blanks and tabs around it.
static inline span field_at(const ck_table_column *table, size_t line, size_t column) {
  const uint32_t *ends = table->ends + line * table->width;
  span field = {
      table->bytes + (column ? ends[column - 1] + 1 : table->starts[line]),
      table->bytes + ends[column]};
  while (field.at < field.end && (*field.at == ' ' || *field.at == '\t')) field.at++;
  while (field.at < field.end && (field.end[-1] == ' ' || field.end[-1] == '\t')) field.end--;
  return field;
}

static inline span field_of(const ck_table_column *column, size_t line) {
  return field_at(column, line, column->column);
}

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
  for (size_t line = first / wanted; line < table->lines; line++) {
    for (; place < wanted; place++, cell++) {
      if (!read_number(field_at(table, line, columns[place]), mark, &values[cell])) return cell;
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

/// The digits of a part; -1 for a part that is none.
static inline int part_of(const uint8_t *at, int place, int digits) {
  if (place < 0) return -1;
  int value = 0;
  for (int digit = 0; digit < digits; digit++) value = value * 10 + (at[place + digit] - '0');
  return value;
}

/// Days from 1970-01-01; Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
static inline int64_t days_of(int year, int month, int day) {
  year -= month <= 2;
  const int era = year / 400, year_of_era = year - era * 400;
  const int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return (int64_t)era * 146097 + day_of_era - 719468;
}

static inline int days_in(int month, int year) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

size_t ck_table_times(
    const ck_table_column *column, size_t first, const ck_table_clock *clock, int64_t *seconds) {
  for (size_t line = first; line < column->lines; line++) {
    const span field = field_of(column, line);
    if ((size_t)(field.end - field.at) != clock->length) return line;
    bool fits = true;
    for (size_t place = 0; place < clock->length; place++) {
      const uint8_t byte = field.at[place], literal = clock->literals[place];
      fits &= literal ? byte == literal : (uint8_t)(byte - '0') < 10;
    }
    if (!fits) return line;
    const int year = part_of(field.at, clock->year, 4);
    const int month = clock->month < 0 ? 1 : part_of(field.at, clock->month, 2);
    const int day = clock->day < 0 ? 1 : part_of(field.at, clock->day, 2);
    const int hour = clock->hour < 0 ? 0 : part_of(field.at, clock->hour, 2);
    const int minute = clock->minute < 0 ? 0 : part_of(field.at, clock->minute, 2);
    const int second = clock->second < 0 ? 0 : part_of(field.at, clock->second, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in(month, year) ||
        hour > 23 || minute > 59 || second > 59) {
      return line;
    }
    seconds[line] = days_of(year, month, day) * 86400 + hour * 3600 + minute * 60 + second +
                    clock->shift;
  }
  return column->lines;
}

size_t ck_table_changes(const ck_table_column *column, uint32_t *lines) {
  size_t found = 0;
  const uint8_t *before = NULL;
  size_t length = 0;
  for (size_t line = 0; line < column->lines; line++) {
    const uint32_t *ends = column->ends + line * column->width;
    const uint8_t *at =
        column->bytes + (column->column ? ends[column->column - 1] + 1 : column->starts[line]);
    const size_t count = (size_t)(column->bytes + ends[column->column] - at);
    if (before == NULL || count != length || memcmp(at, before, count) != 0) {
      lines[found++] = (uint32_t)line;
      before = at;
      length = count;
    }
  }
  return found;
}
