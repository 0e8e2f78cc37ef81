import CampaignSupport
import ForecastIngestion
import ForecastSeries

/// Reads random files with the reader and with a plain parser of its own, and compares.
///
///     differential-reader SEED FIRST COUNT     the files FIRST ..< FIRST + COUNT of a seed
///     differential-reader SEED NUMBER          writes one file, and what both say of it
@main struct DifferentialReader {
  static func main() {
    let numbers = CommandLine.arguments.dropFirst().compactMap(UInt64.init)
    guard numbers.count == CommandLine.arguments.count - 1, (2...3).contains(numbers.count) else {
      finding("differential-reader SEED FIRST [COUNT]")
    }
    guard numbers.count == 3 else { return show(file(numbers[0], numbers[1])) }
    for number in numbers[1]..<(numbers[1] + numbers[2]) {
      let file = file(numbers[0], number)
      if let found = difference(file, number) {
        finding("file \(number) of seed \(numbers[0]): \(found)")
      }
    }
    print("\(numbers[2]) files, 0 differences")
  }

  private static func file(_ seed: UInt64, _ number: UInt64) -> MadeFile {
    MadeFile(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ number)
  }

  private static func show(_ file: MadeFile) {
    print(String(decoding: file.bytes, as: UTF8.self))
    print(ExpectedTable(file))
    print(outcome(of: file.bytes, options: file.options))
    print(difference(file, 0) ?? "no difference")
  }

  /// In what the reader differs from the plain parser; for each eighth file, from itself, too.
  ///
  /// Most files are read in one of its ways, in turn: fuzzing compares these with each other on more input.
  private static func difference(_ file: MadeFile, _ number: UInt64) -> String? {
    let read =
      switch number % 4 {
      case 0: outcome(of: file.bytes, options: file.options, byRecord: true)
      case 1: inBlocks(file, number / 4)
      default: outcome(of: file.bytes, options: file.options)
      }
    if number.isMultiple(of: 8) {
      for other in [outcome(of: file.bytes, options: file.options), inBlocks(file, number / 8)] {
        guard let found = CampaignSupport.difference(between: other, and: read) else { continue }
        return "in another way than by the record: \(found)"
      }
    }
    return difference(read, ExpectedTable(file), skips: file.skips, file.duplicates)
  }

  private static func inBlocks(_ file: MadeFile, _ number: UInt64) -> ReadingOutcome {
    var options = file.options
    // Threads are dear to start.
    options.threads = number % 32 == 0 ? 2 : number % 32 == 16 ? 3 : 1
    let sizes = [1, 2, 3, 5, 16, 61, 256, 1_000]
    return outcome(
      of: file.bytes, options: options, blockSize: sizes[Int((number + number / 32) % 8)])
  }

  private static func difference(
    _ outcome: ReadingOutcome, _ expected: ExpectedTable, skips: Bool,
    _ duplicates: ReadingOptions.DuplicatePolicy
  ) -> String? {
    if expected.isDoubtful { return nil }
    switch outcome {
    case .failure(let fault):
      if !skips, let line = expected.faultyLines.first {
        return fault.location?.line == line ? nil : "line \(line) is at fault, not '\(fault)'"
      }
      if expected.isIrregular { return nil }
      if expected.hasDuplicates && duplicates == .error && fault.kind == .time { return nil }
      return expected.series.isEmpty && fault.kind == .empty ? nil : "no fault, but '\(fault)'"
    case .success(let reading):
      if !skips, let line = expected.faultyLines.first { return "line \(line) is let through" }
      if expected.isIrregular { return nil }
      // A line with several faults is told once for each.
      var rejected: [Int] = []
      for fault in reading.rejected {
        if let line = fault.location?.line, rejected.last != line { rejected.append(line) }
      }
      // A blank line is no fault until a row follows; whether it is told before or behind a fault of the text
      // in between says nothing of the lines.
      if skips, duplicates != .error, rejected.sorted() != expected.faultyLines.sorted() {
        return "other lines left out: \(expected.faultyLines) against \(reading.rejected)"
      }
      return difference(reading.panel, expected)
    }
  }

  private static func difference(_ panel: Panel, _ expected: ExpectedTable) -> String? {
    guard panel.identifiers.map({ Array($0.utf8) }) == expected.series.map(\.identifier) else {
      return "other series: \(panel.identifiers)"
    }
    for (index, series) in expected.series.enumerated() {
      let read = panel[index]
      guard read.axis.timestamp(at: 0).seconds == series.start else {
        return
          "series \(index) begins at \(read.axis.timestamp(at: 0).seconds), not \(series.start)"
      }
      guard read.count == series.values.count else {
        return "series \(index) has \(read.count) positions, not \(series.values.count)"
      }
      for (place, pair) in zip(read.values, series.values).enumerated()
      where !(pair.0.isNaN && pair.1.isNaN) && pair.0.bitPattern != pair.1.bitPattern {
        return "series \(index), position \(place): \(pair.0), not \(pair.1)"
      }
    }
    return nil
  }
}
