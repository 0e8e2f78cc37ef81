// Fields and times of plain text tables; see include/table.h.
#include "table_fields.h"

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
