import ForecastIngestion
import ForecastSeries

/// A file with what a user says about it, both drawn from the fuzzer's bytes.
///
/// Eight of them are for the options, the others are the file. Eight zeros are no options at all.
struct ReaderInput {
  static let headLength = 8

  let file: [UInt8]
  private(set) var options = ReadingOptions()
  /// How many bytes the reader is given at once.
  private(set) var blockSize = Int.max
  /// Whether the dearer checks are made, too.
  private(set) var isThorough = false

  init(_ bytes: [UInt8]) {
    file = Array(bytes.dropFirst(ReaderInput.headLength))
    let head = Array((bytes + [UInt8](repeating: 0, count: 8)).prefix(ReaderInput.headLength))
    blockSize = [.max, 1, 2, 3, 7, 16, 64, 1_000][Int(head[0] & 7)]
    // What is dear is done for few inputs: the faults that only it finds are few, too.
    isThorough = head[0] >> 3 & 7 == 7
    if head[0] >> 3 & 7 == 6 { options.threads = [1, 1, 2, 3][Int(head[0] >> 6)] }
    takeFlags(head[1])
    takeMarks(separator: head[2], others: head[3])
    if head[4] >= 128 {
      let units = Frequency.Unit.allCases
      let count = [1, 1, 2, 15, 40, 366, 100_000][Int(head[4] & 0x7F) / units.count % 7]
      options.step = Frequency(units[Int(head[4] & 0x7F) % units.count], count: count)
    }
    takeTexts(head[5])
    takePattern(head[6])
    takeColumns(head[7])
  }

  private mutating func takeFlags(_ bits: UInt8) {
    options.isWide = bits & 1 != 0
    options.isMultiline = bits & 2 != 0
    options.keepsStep = bits & 4 != 0
    options.refusesMissing = bits & 8 != 0
    options.badRows = bits & 16 != 0 ? .skip : .error
    if bits & 32 != 0 { options.time = .absent }
    if bits & 64 != 0 { options.identifier = .absent }
    if bits & 128 != 0 { options.hasHeader = false }
  }

  private mutating func takeMarks(separator: UInt8, others: UInt8) {
    let separators: [Character] = [",", ";", "\t", "|", " ", ",", " ", ":"]
    if separator & 8 != 0 {
      let which = Int(separator & 7)
      options.separator = separators[which].asciiValue
      options.mergesSeparators = which == 4
      options.skipsBlanks = which == 5
    }
    options.decimalMark = [nil, nil, UInt8(ascii: "."), UInt8(ascii: ",")][Int(separator >> 4 & 3)]
    options.thousandsMark =
      [nil, ",", ".", others & 4 == 0 ? " " : "\u{202F}"][Int(separator >> 6 & 3)]
    let quotes: [Character] = ["\"", "\"", "'", "|"]
    options.quote = quotes[Int(others & 3)].asciiValue ?? 0x22
    options.escape = [nil, nil, UInt8(ascii: "\\"), UInt8(ascii: "^")][Int(others >> 2 & 3)]
    options.comment = [nil, nil, UInt8(ascii: "#"), UInt8(ascii: "%")][Int(others >> 4 & 3)]
    options.skippedLines = [0, 0, 1, 3][Int(others >> 6 & 3)]
  }

  private mutating func takeTexts(_ bits: UInt8) {
    let encodings = TextEncoding.allCases
    let which = Int(bits & 7)
    if which > 0, which <= encodings.count { options.encoding = encodings[which - 1] }
    options.duplicates = ReadingOptions.DuplicatePolicy.allCases[Int(bits >> 3 & 3)]
    if bits & 32 != 0 { options.strippedTexts = ["$", "EUR"] }
    if bits & 64 != 0 { options.missingMarks = ["-200", "?", "-"] }
    if bits & 128 != 0 { options.ignoredStretches = ["2024-01-01:2024-01-02", "1:3"] }
  }

  private mutating func takePattern(_ byte: UInt8) {
    let patterns = [
      "yyyy-MM-dd", "dd.MM.yyyy", "MM/dd/yyyy HH:mm", "", "yyyy", "yyyyMMdd", "yyyy-MM-dd HH:mm:ss",
      "d-MMM-yy", "HH:mm", "yyyy-MM", "dd/MM/yy", "ssssyyyy", "serial", "epoch-ns",
      "decimal-year/12",
      "yyyy'M'MM", "yyyyMMddHHmm",
    ]
    if byte >= 128 { options.dateFormat = patterns[Int(byte & 0x7F) % patterns.count] }
  }

  private mutating func takeColumns(_ bits: UInt8) {
    if bits & 1 != 0 { options.target = "y" }
    if bits & 2 != 0 { options.time = .named("ds") }
    if bits & 4 != 0 { options.identifier = .named("unique_id") }
    if bits & 8 != 0 { options.time = .named("Date,Time") }
    if bits & 16 != 0 { options.identifier = .named("a,b") }
    if bits & 32 != 0 { options.columnNames = ["ds", "y"] }
    if bits & 64 != 0 { options.columnNames = ["unique_id", "ds", "y"] }
    if bits & 128 != 0 { options.columnNames = ["a", "b", "Date", "Time", "y"] }
  }
}
