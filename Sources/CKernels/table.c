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

/// Eight bytes, the first one lowest.
static inline uint64_t word_at(const uint8_t *at) {
  uint64_t word;
  memcpy(&word, at, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

#define ALL_BYTES(byte) (0x0101010101010101u * (uint64_t)(byte))

/// The high bit of each byte that, added to its byte of `room`, exceeds 127: `room` says how much fits.
static inline uint64_t beyond(uint64_t word, uint64_t room) {
  return (((word & ALL_BYTES(0x7f)) + room) | word) & ALL_BYTES(0x80);
}

/// What is added to a digit's value so that 10 and more exceed 127.
#define DIGIT_ROOM (127 - 9)

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
  const double size = (double)digits / powers[fraction];
  *value = negative ? -size : size;
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

/// The number of a part whose digits' values stand in `digits`.
static inline int part_of(const uint8_t *digits, int place, int count) {
  int value = 0;
  for (int digit = 0; digit < count; digit++) value = value * 10 + digits[place + digit];
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

enum { MOST_WORDS = sizeof((ck_table_clock *)0)->literals / 8 };

/// Where a word of a time begins: the last one ends with it.
static inline size_t word_start(size_t word, size_t length) {
  return 8 * word + 8 <= length ? 8 * word : length - 8;
}

size_t ck_table_times(
    const ck_table_column *column, size_t first, const ck_table_clock *clock, int64_t *seconds) {
  const size_t length = clock->length, words = length < 8 ? 0 : (length + 7) / 8;
  // A literal leaves 0, and a digit its value: what is more does not fit.
  uint64_t form[MOST_WORDS], room[MOST_WORDS];
  for (size_t word = 0; word < words; word++) {
    uint8_t bytes[8], rooms[8];
    for (size_t place = 0; place < 8; place++) {
      const uint8_t literal = clock->literals[word_start(word, length) + place];
      bytes[place] = literal ? literal : '0';
      rooms[place] = literal ? 127 : DIGIT_ROOM;
    }
    form[word] = word_at(bytes);
    room[word] = word_at(rooms);
  }
  // Most rows have the day of the row before.
  int known_year = -1, known_month = 0, known_day = 0;
  int64_t midnight = 0;
  uint8_t digits[sizeof clock->literals] = {0};
  for (size_t line = first; line < column->lines; line++) {
    const span field = field_of(column, line);
    if ((size_t)(field.end - field.at) != length) return line;
    uint64_t faults = 0;
    for (size_t word = 0; word < words; word++) {
      const size_t start = word_start(word, length);
      const uint64_t rest = word_at(field.at + start) ^ form[word];
      faults |= beyond(rest, room[word]);
      // Through the same turn of bytes as it came in.
      const uint64_t stored = word_at((const uint8_t *)&rest);
      memcpy(digits + start, &stored, sizeof stored);
    }
    for (size_t place = 0; words == 0 && place < length; place++) {
      const uint8_t byte = field.at[place], literal = clock->literals[place];
      digits[place] = byte ^ (literal ? literal : '0');
      faults |= digits[place] > (literal ? 0 : 9);
    }
    if (faults) return line;
    const int year = part_of(digits, clock->year, 4);
    const int month = clock->month < 0 ? 1 : part_of(digits, clock->month, 2);
    const int day = clock->day < 0 ? 1 : part_of(digits, clock->day, 2);
    const int hour = clock->hour < 0 ? 0 : part_of(digits, clock->hour, 2);
    const int minute = clock->minute < 0 ? 0 : part_of(digits, clock->minute, 2);
    const int second = clock->second < 0 ? 0 : part_of(digits, clock->second, 2);
    if (hour > 23 || minute > 59 || second > 59) return line;
    if (year != known_year || month != known_month || day != known_day) {
      if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in(month, year)) return line;
      midnight = days_of(year, month, day) * 86400 + clock->shift;
      known_year = year;
      known_month = month;
      known_day = day;
    }
    seconds[line] = midnight + hour * 3600 + minute * 60 + second;
  }
  return column->lines;
}

/// Whether two texts of one length are the same; they are mostly short.
static inline bool are_same(const uint8_t *left, const uint8_t *right, size_t count) {
  for (; count >= 8; count -= 8, left += 8, right += 8) {
    if (word_at(left) != word_at(right)) return false;
  }
  while (count > 0 && left[count - 1] == right[count - 1]) count--;
  return count == 0;
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
    if (before == NULL || count != length || !are_same(at, before, count)) {
      lines[found++] = (uint32_t)line;
      before = at;
      length = count;
    }
  }
  return found;
}
