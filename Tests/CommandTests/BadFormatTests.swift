import Foundation
import Testing

/// Files of other encodings and other programs.
@Suite(.program) struct BadFormatTests {
  @Test(arguments: all)
  func `a file that is no text of numbers is refused`(_ refusal: Refusal) throws {
    try refusal.check()
  }

  /// A good file in an encoding that nobody told.
  private static func encoded(_ encoding: String.Encoding, says message: String) -> Refusal {
    Refusal(
      call, ["data.csv": Sample.monthly(rows: 36).data(using: encoding) ?? Data()], says: message)
  }

  private static func bytes(_ bytes: [UInt8], says message: String) -> Refusal {
    Refusal(call, ["data.csv": Data(bytes)], says: message)
  }

  private static let call = "fit data.csv " + Sample.quick

  static let all: [Refusal] = [
    encoded(
      .utf16LittleEndian,
      says:
        "data.csv:1:1: the line holds a NUL byte; hint: --encoding utf-16le if it is UTF-16"
    ),
    encoded(
      .utf16BigEndian,
      says:
        "data.csv:1:1: the line holds a NUL byte; hint: --encoding utf-16be if it is UTF-16"
    ),
    encoded(
      .utf32LittleEndian,
      says:
        "data.csv:1:1: the line holds a NUL byte; hint: take it out, if this is a text file"
    ),
    encoded(
      .utf32BigEndian,
      says:
        "data.csv:1:1: the line holds a NUL byte; hint: take it out, if this is a text file"
    ),
    bytes([0xFF, 0xFE], says: "data.csv: the file has no rows"),
    bytes([0xFE, 0xFF], says: "data.csv: the file has no rows"),
    bytes(
      [0xFF, 0xFE, 0x00],
      says: "data.csv:1: no column holds numbers to forecast; columns: '\u{fffd}'"),
    bytes(
      [0xFF, 0xFE, 0x6D, 0x00, 0x6F, 0x00, 0xD8],
      says: "data.csv:1: no column holds numbers to forecast; columns: 'mo\u{fffd}'"),
    bytes(
      [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00, 0x08, 0x00, 0x00, 0x00, 0x21, 0x00],
      says:
        "data.csv:1:1: the line holds a NUL byte; hint: take it out, if this is a text file"
    ),
    bytes(
      [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44,
        0x52,
      ], says: "data.csv:1:1: the name of column 1 is not valid UTF-8; hint: --encoding latin-1"),
    bytes(
      [0x50, 0x41, 0x52, 0x31, 0x15, 0x04, 0x15, 0x10],
      says:
        "data.csv:1: no column holds numbers to forecast; columns: 'PAR1\\u{15}\\u{4}\\u{15}\\u{10}'"
    ),
    bytes(
      [
        0x53, 0x51, 0x4C, 0x69, 0x74, 0x65, 0x20, 0x66, 0x6F, 0x72, 0x6D, 0x61, 0x74, 0x20, 0x33,
        0x00,
      ],
      says:
        "data.csv:1:3: the line holds a NUL byte; hint: take it out, if this is a text file"
    ),
    bytes(
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
      says: "data.csv:1:1: the name of column 1 is not valid UTF-8; hint: --encoding latin-1"),
    bytes(
      [0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x00],
      says:
        "data.csv:1:1: the line holds a NUL byte; hint: take it out, if this is a text file"
    ),
    bytes(
      [0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59],
      says: "data.csv:1: no column holds numbers to forecast; columns: 'BZh91AY&SY'"),
    bytes(
      [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00],
      says:
        "data.csv:1:1: the line holds a NUL byte; hint: take it out, if this is a text file"
    ),
    bytes(
      [0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0x01, 0x00],
      says:
        "data.csv:1:1: the line holds a NUL byte; hint: take it out, if this is a text file"
    ),
    bytes(
      [
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00,
      ],
      says:
        "data.csv:1:1: the line holds a NUL byte; hint: take it out, if this is a text file"
    ),
    bytes(
      [0x1F, 0x8B],
      says:
        "data.csv: the gzip data is damaged: it ends too early; hint: check it with gzip -t and copy it again"
    ),
    bytes(
      [0x1F, 0x8B, 0x08],
      says:
        "data.csv: the gzip data is damaged: it ends too early; hint: check it with gzip -t and copy it again"
    ),
    bytes(
      [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF,
      ],
      says:
        "data.csv:1: no column holds numbers to forecast; columns: '\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}'"
    ),
    bytes(
      [0x80, 0x04, 0x95],
      says: "data.csv:1: no column holds numbers to forecast; columns: '€\\u{4}\u{2022}'"),
    bytes(
      [
        0x61, 0xFF, 0x2C, 0x62, 0x0A, 0x32, 0x30, 0x30, 0x30, 0x2D, 0x30, 0x31, 0x2C, 0x31, 0x0A,
        0x32, 0x30, 0x30, 0x30, 0x2D, 0x30, 0x32, 0x2C, 0x32, 0x0A,
      ],
      says:
        "the series has 2 rows, 6 fewer than the 8 that a fit needs; hint: give more history, or merge short series"
    ),
    bytes(
      [
        0x6D, 0x6F, 0x6E, 0x74, 0x68, 0x2C, 0x73, 0x61, 0x6C, 0x65, 0x73, 0x0A, 0x32, 0x30, 0x30,
        0x30, 0x2D, 0x30, 0x31, 0x2C, 0xFF, 0x0A, 0x32, 0x30, 0x30, 0x30, 0x2D, 0x30, 0x32, 0x2C,
        0x32, 0x0A,
      ], says: "data.csv:1: no column holds numbers to forecast; columns: 'month', 'sales'"),
    bytes(
      [
        0x6D, 0x6F, 0x6E, 0x74, 0x68, 0x2C, 0x73, 0x61, 0x6C, 0x65, 0x73, 0x0A, 0xFF, 0x30, 0x30,
        0x30, 0x2D, 0x30, 0x31, 0x2C, 0x31, 0x0A, 0x32, 0x30, 0x30, 0x30, 0x2D, 0x30, 0x32, 0x2C,
        0x32, 0x0A,
      ],
      says:
        "data.csv:2:1: column 'month' should hold the times, but '\u{ff}000-01' is not a time that is read; hint: --date-format 'dd.MM.yyyy HH:mm' as they are written, --time with another column, or --time none to count the rows"
    ),
    bytes(
      [
        0x69, 0x64, 0x2C, 0x6D, 0x6F, 0x6E, 0x74, 0x68, 0x2C, 0x73, 0x61, 0x6C, 0x65, 0x73, 0x0A,
        0xFF, 0x2C, 0x32, 0x30, 0x30, 0x30, 0x2D, 0x30, 0x31, 0x2C, 0x31, 0x0A, 0xFF, 0x2C, 0x32,
        0x30, 0x30, 0x30, 0x2D, 0x30, 0x32, 0x2C, 0x32, 0x0A,
      ],
      says:
        "the series has 2 rows, 6 fewer than the 8 that a fit needs; hint: give more history, or merge short series"
    ),
    bytes(
      [
        0x6D, 0x6F, 0x6E, 0x74, 0x68, 0x2C, 0x73, 0x61, 0x6C, 0x65, 0x73, 0x0D, 0x32, 0x30, 0x30,
        0x30, 0x2D, 0x30, 0x31, 0x2C, 0x78, 0x0D, 0x32, 0x30, 0x30, 0x30, 0x2D, 0x30, 0x32, 0x2C,
        0x32, 0x0D,
      ], says: "data.csv:1: no column holds numbers to forecast; columns: 'month', 'sales'"),
    bytes(
      [0x41, 0x52, 0x52, 0x4F, 0x57, 0x31, 0x00, 0x00],
      says:
        "data.csv:1:1: the line holds a NUL byte; hint: take it out, if this is a text file"
    ),
    bytes(
      [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A],
      says: "data.csv:1: no column holds numbers to forecast; columns: '\u{2030}HDF'"),
  ]
}
