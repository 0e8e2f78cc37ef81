// What all readers of a table's fields share: the fields, and eight bytes of one together.
#ifndef CK_TABLE_FIELDS_H
#define CK_TABLE_FIELDS_H

#include <string.h>

#include "include/table.h"

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

#endif
