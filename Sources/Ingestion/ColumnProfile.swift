/// What the first rows say about a column.
struct ColumnProfile: Sendable {
  /// What a column holds, by the greater part of its first cells: a few faulty ones must not hide what
  /// the others are.
  enum Kind: Sendable, Equatable {
    case number
    case time
    case text
    /// Only missing values.
    case empty
  }

  let name: String
  /// The cells that are not missing, without blanks around them.
  let cells: [[UInt8]]
  /// The line of each cell; empty where they are not known.
  let lines: [Int]
  let kind: Kind
  let detection: TimestampDetection
  /// How many of the cells are numbers.
  private let numberCount: Int

  init(name: String, cells: [[UInt8]], lines: [Int] = [], numbers parser: NumberParser) {
    self.name = name
    self.cells = cells
    self.lines = lines
    let numbers = cells.count { parser.read($0, 0..<$0.count) != .noNumber }
    numberCount = numbers
    detection = TimestampDetection(of: cells, named: name)
    if cells.isEmpty {
      kind = .empty
    } else if numbers * 2 > cells.count {
      kind = .number
    } else {
      switch detection {
      case .pattern, .ambiguous, .unclearCentury: kind = .time
      case .integer, .none: kind = .text
      }
    }
  }

  /// The name as it is compared with known ones.
  var key: String { name.lowercased() }

  var isNumber: Bool { kind == .number }

  /// Whether as many cells are numbers as are not, so that the others may be their faults.
  var isHalfNumbers: Bool { kind == .text && !cells.isEmpty && numberCount * 2 == cells.count }

  /// The line of the first cell with this text.
  func line(of text: String) -> Int? {
    let cell = Array(text.utf8)
    guard lines.count == cells.count, let first = cells.firstIndex(of: cell) else { return nil }
    return lines[first]
  }

  /// Whether the cells are integers that count up by one, as a table's row labels do.
  var countsUp: Bool {
    let numbers = cells.compactMap { TimestampParser.integer($0, 0..<$0.count) }
    return numbers.count == cells.count
      && zip(numbers, numbers.dropFirst()).allSatisfy { $1 - $0 == 1 }
  }

  /// Whether the cells are integers of which most are one step above the one before, as in a panel
  /// whose series each count from their own start.
  var mostlyCounts: Bool {
    let numbers = cells.compactMap { TimestampParser.integer($0, 0..<$0.count) }
    guard numbers.count == cells.count, numbers.count > 1 else { return false }
    let step = FrequencyVote.commonDifference(of: numbers) ?? 0
    let rising = zip(numbers, numbers.dropFirst()).count { $1 - $0 == step }
    return step > 0 && rising * 2 > numbers.count - 1
  }

  /// Whether the times of a pattern mostly rise, or mostly fall, as what is measured does not.
  func runsOneWay(by pattern: String) -> Bool {
    guard var parser = TimestampParser(pattern: pattern) else { return false }
    let times = cells.compactMap { parser.read($0, $0.indices) }
    let pairs = zip(times, times.dropFirst())
    let (rising, falling) = (pairs.count { $0 < $1 }, pairs.count { $0 > $1 })
    return times.count == cells.count && rising != falling
      && min(rising, falling) * 4 <= rising + falling
  }

  /// Whether the cells were recognised as written times.
  var hasDates: Bool { if case .pattern = detection { true } else { false } }

  /// Whether all cells are hours of a day, counted from 0 or up to 24.
  var isHour: Bool {
    cells.allSatisfy { cell in
      TimestampParser.integer(cell, cell.indices).map { (0...24).contains($0) } ?? false
    }
  }

  /// Whether all cells are the time of day in digits alone, `0930` or `930`.
  var isClockOfDigits: Bool {
    var longest = 0
    let isClock = cells.allSatisfy { cell in
      longest = max(longest, cell.count)
      guard cell.count <= 4, cell.allSatisfy({ $0.decimalDigit != nil }),
        let clock = TimestampParser.integer(cell, cell.indices)
      else { return false }
      return clock % 100 < 60 && clock <= 2_400
    }
    return isClock && longest > 2 && cells.count >= TimestampDetection.fewestSteps
  }

  /// Whether each value stands in a single block of rows.
  var isInBlocks: Bool {
    let changes = zip(cells, cells.dropFirst()).count { $0 != $1 }
    return changes + 1 == Set(cells).count
  }

  /// Whether these may be names of series: texts or whole numbers, few beside the rows.
  var isLikeIdentifier: Bool {
    let isWhole = cells.allSatisfy { TimestampParser.integer($0, 0..<$0.count) != nil }
    return (kind == .text || kind == .number && isWhole) && Set(cells).count * 2 <= cells.count
  }

  /// Whether a value comes twice.
  var hasRepeats: Bool { Set(cells).count < cells.count }
}
