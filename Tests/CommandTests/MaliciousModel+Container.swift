import Foundation

/// What is wrong with the container: its length and its header.
extension MaliciousModel {
  private static func claiming(
    _ what: String, _ length: UInt64, says message: String
  ) -> MaliciousModel {
    network(what, says: message) { $0.encoded(claiming: length) }
  }

  static let lengths: [MaliciousModel] = [
    claiming(
      "a header of 2^63 bytes", 1 << 63,
      says: noContainer
        + "its header claims 9223372036854775808 bytes, more than the limit of 1048576" + restore),
    claiming(
      "a header of 2^64 - 1 bytes", .max,
      says: noContainer
        + "its header claims 18446744073709551615 bytes, more than the limit of 1048576" + restore),
    claiming(
      "a header whose end overflows", .max - 7,
      says: noContainer
        + "its header claims 18446744073709551608 bytes, more than the limit of 1048576" + restore),
    claiming(
      "a header of 2^32 bytes", 1 << 32,
      says: noContainer + "its header claims 4294967296 bytes, more than the limit of 1048576"
        + restore),
    claiming(
      "a header above the limit", 1_048_577,
      says: noContainer + "its header claims 1048577 bytes, more than the limit of 1048576"
        + restore),
    claiming("no header", 0, says: noContainer + "its header does not begin with '{'" + restore),
    network(
      "a header as long as the file",
      says: "its header claims 10 bytes, but only 2 follow" + restore
    ) { _ in
      ForgedModel(header: "{}").encoded(claiming: 10)
    },
    network(
      "a header that is all the rest",
      says: "its header is damaged at byte 2: there is something after the value" + restore
    ) { _ in
      ForgedModel(header: "{}", data: [0, 0, 0, 0, 0, 0, 0, 0]).encoded(claiming: 10)
    },
    network("an empty file", says: "it has 0 bytes, too few for a safetensors file" + restore) {
      _ in Data()
    },
    network("nine bytes", says: "it has 9 bytes, too few for a safetensors file" + restore) {
      $0.encoded().prefix(9)
    },
    network(
      "a byte after the end", says: "1 bytes after the last tensor belong to nothing" + restore
    ) { $0.encoded() + Data([0]) },
    network(
      "a zip archive after the end",
      says: "22 bytes after the last tensor belong to nothing" + restore
    ) {
      $0.encoded() + Data([0x50, 0x4B, 0x05, 0x06]) + Data(count: 18)
    },
    network(
      "data that ends too early",
      says: "tensor 'serving.upper' goes 8 bytes beyond the end of the file" + restore
    ) {
      var cut = $0
      cut.data.removeLast(8)
      return cut.encoded()
    },
  ]

  static func header(
    _ what: String, opening text: String, says message: String
  ) -> MaliciousModel {
    network(what, says: message) { $0.opening(with: text).encoded() }
  }

  static func header(
    _ what: String, bytes: [UInt8], says message: String
  ) -> MaliciousModel {
    network(what, says: message) { $0.opening(with: bytes).encoded() }
  }

  static func header(_ what: String, whole text: String, says message: String)
    -> MaliciousModel
  {
    network(what, says: message) { ForgedModel(header: text, data: $0.data).encoded() }
  }

  static let headers: [MaliciousModel] = [
    header(
      "a negative number", opening: #""a":-1,"#,
      says: "its header is damaged at byte 5: -1 is not an unsigned integer" + restore),
    header(
      "a number with a point", opening: #""a":1.0,"#,
      says: "its header is damaged at byte 5: 1.0 is not an unsigned integer" + restore),
    header(
      "a number with an exponent", opening: #""a":1e0,"#,
      says: "its header is damaged at byte 5: 1e0 is not an unsigned integer" + restore),
    header(
      "a number of 2^64", opening: #""a":18446744073709551616,"#,
      says: "its header is damaged at byte 5: the number 18446744073709551616 is too large"
        + restore),
    header(
      "a number of a million digits",
      opening: "\"a\":" + String(repeating: "9", count: 1_000_000) + ",",
      says:
        "its header is damaged at byte 5: the number 9999999999999999999999999999999999999999… is too large"
        + restore),
    header(
      "a number above 2^53", opening: #""a":9007199254740993,"#,
      says: "its header is damaged at byte 5: the number 9007199254740993 is too large" + restore),
    header(
      "a number with a zero before it", opening: #""a":01,"#,
      says: "its header is damaged at byte 5: a number with a leading zero" + restore),
    header(
      "a number that is none", opening: #""a":NaN,"#,
      says: "its header is damaged at byte 5: a value should be here" + restore),
    header(
      "lists 100,000 deep", opening: "\"a\":" + String(repeating: "[", count: 100_000),
      says: "its header is damaged at byte 7: nested deeper than 3" + restore),
    header(
      "objects 100,000 deep", opening: String(repeating: "\"a\":{", count: 100_000),
      says: "its header is damaged at byte 15: nested deeper than 3" + restore),
    header(
      "a list of 500,000 zeros",
      opening: "\"a\":[" + String(repeating: "0,", count: 500_000) + "0],",
      says: "tensor 'a' is not an object" + restore),
    header(
      "130,000 entries", opening: (0..<130_000).map { "\"\(String($0, radix: 36))\":0," }.joined(),
      says: noContainer + "its header claims 1125323 bytes, more than the limit of 1048576"
        + restore),
    header(
      "an entry twice", opening: #""a":{},"a":{},"#,
      says: "its header is damaged at byte 8: duplicate key 'a'" + restore),
    header(
      "an entry twice, spelt otherwise", opening: #""a":{},"\u0061":{},"#,
      says: "its header is damaged at byte 8: duplicate key 'a'" + restore),
    header(
      "metadata twice", opening: #""__metadata__":{},"#,
      says: "its header is damaged at byte 19: duplicate key '__metadata__'" + restore),
    header(
      "bytes that are no UTF-8", bytes: [0x22, 0xFF, 0x22, 0x3A, 0x30, 0x2C],
      says: "its header is damaged at byte 2: a string that is not valid UTF-8" + restore),
    header(
      "an overlong zero", bytes: [0x22, 0xC0, 0x80, 0x22, 0x3A, 0x30, 0x2C],
      says: "its header is damaged at byte 2: a string that is not valid UTF-8" + restore),
    header(
      "a surrogate in UTF-8", bytes: [0x22, 0xED, 0xA0, 0x80, 0x22, 0x3A, 0x30, 0x2C],
      says: "its header is damaged at byte 2: a string that is not valid UTF-8" + restore),
    header(
      "a lone surrogate", opening: #""\ud800":0,"#,
      says: "its header is damaged at byte 2: half of a surrogate pair" + restore),
    header(
      "a control byte in a text", opening: "\"\u{7}\":0,",
      says: "its header is damaged at byte 2: a control character in a string" + restore),
    header(
      "a NUL byte in a text", bytes: [0x22, 0, 0x22, 0x3A, 0x30, 0x2C],
      says: "its header is damaged at byte 2: a control character in a string" + restore),
    header(
      "a comment", opening: "/* */",
      says: "its header is damaged at byte 1: a member's name in quotes should be here" + restore),
    header(
      "texts in single quotes", opening: "'a':0,",
      says: "its header is damaged at byte 1: a member's name in quotes should be here" + restore),
    header(
      "a comma too many", opening: ",",
      says: "its header is damaged at byte 1: a member's name in quotes should be here" + restore),
    header(
      "a text without an end", whole: #"{"a"#,
      says: "its header is damaged at byte 3: the text ends inside a string" + restore),
    header(
      "a header that is a list", whole: "[]",
      says: noContainer + "its header does not begin with '{'" + restore),
    header(
      "a header that is null", whole: "null",
      says: noContainer + "its header does not begin with '{'" + restore),
    header(
      "two headers", whole: "{}{}",
      says: "its header is damaged at byte 2: there is something after the value" + restore),
    header(
      "a header with a byte order mark", whole: "\u{FEFF}{}",
      says: noContainer + "its header does not begin with '{'" + restore),
    header(
      "a NUL byte after the header", whole: "{}\u{0}",
      says: "its header is damaged at byte 2: there is something after the value" + restore),
  ]
}
