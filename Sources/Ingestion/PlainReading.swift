import ForecastKernels
import ForecastSeries

/// What of a file's plain lines becomes rows: which columns, read how.
///
/// It knows nothing of the rows before, so that several threads can read at once; each line that is not
/// as simple as this is left to `CSVReader` and `RowReader`, which say the same of a simple one.
struct PlainReading: ItemWork {
  /// Some whole lines of a file, and what was read of them.
  struct Chunk: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Where the next line begins that was not read.
    var next = 0
    /// Where the first line began that was read.
    var first = 0
    /// How many lines are wanted at most.
    var most = Int.max
    /// How many lines were read, and are rows.
    var lines = 0
    var shortest = Int.max
    var times: [Int] = []
    /// The values of the lines, and the rows that they become.
    var tile = NumberColumns.Tile()
    /// Where an id is another one than in the line before: the line, its beginning, and the id's place.
    var identifiers: [(line: Int, start: Int, range: Range<Int>)] = []

    /// Which bytes of a source the first bytes of its lines are among, and whether a line may begin
    /// before them.
    var part: (range: Range<Int>, isCut: Bool) = (0..<0, false)
    /// Whether the part's lines were loaded: each has an end.
    private(set) var isLoaded = false
    /// Where the first line of the chunk begins.
    private var beginning = 0
    /// Bytes of the chunk's lines.
    var length: Int { bytes.count - beginning }

    /// Whether no line is left.
    var isDone: Bool { next == bytes.count }

    /// Takes other bytes; the memory of those before is used again.
    mutating func refill(_ first: [UInt8], _ second: ArraySlice<UInt8>) {
      bytes.removeAll(keepingCapacity: true)
      bytes += first
      bytes += second
      (beginning, next, most, tile.count) = (0, 0, .max, 0)
    }

    /// Bytes behind a part in which its last line is likely to end.
    private static let margin = 8 * 1_024

    /// Loads the lines that begin in the part.
    mutating func load(from parts: ByteParts) {
      (beginning, next, most, tile.count, isLoaded) = (0, 0, .max, 0, false)
      // The byte before a line is the end of another one.
      let place = part.range.lowerBound - (part.isCut ? 1 : 0)
      let last = part.range.upperBound - 1 - place
      var (loaded, wanted) = (0, last + 1)
      while true {
        wanted = min(wanted + max(Chunk.margin, loaded), parts.range.upperBound - place)
        guard wanted > loaded, wanted - last <= CSVReader.longestLine else { return }
        resize(to: wanted)
        guard parts.read(place + loaded, &bytes, loaded) else { return }
        if loaded == 0, part.isCut {
          // Without a line that begins here, the end of the one before is nobody's business.
          guard let end = bytes[..<last].firstIndex(of: 0x0A) else {
            resize(to: 0)
            isLoaded = true
            return
          }
          beginning = end + 1
        }
        if let end = bytes[max(last, loaded)...].firstIndex(of: 0x0A) {
          resize(to: end + 1)
          break
        }
        loaded = wanted
      }
      (next, isLoaded) = (beginning, true)
    }

    private mutating func resize(to count: Int) {
      if count < bytes.count {
        bytes.removeLast(bytes.count - count)
      } else {
        bytes.append(contentsOf: repeatElement(0, count: count - bytes.count))
      }
    }
  }

  /// Loads the lines of each chunk before it reads them.
  struct OfParts: ItemWork {
    let plain: PlainReading
    let parts: ByteParts

    func perform(_ chunk: inout Chunk, _ index: Int, _ lines: inout PlainLines) {
      chunk.load(from: parts)
      if chunk.isLoaded { plain.perform(&chunk, index, &lines) }
    }
  }

  let form: PlainLines.Form
  private let identifier: Int?
  private let time: Int?
  private let clock: FixedClock?
  private let parser: TimestampParser?
  private let targets: [UInt32]
  private let numbers: NumberParser
  private let missing: MissingMarks

  /// Makes a reading; nil where the file has no plain lines, or its rows are made of more than a field
  /// each.
  init?(
    _ head: TableHead, _ columns: ColumnSelection, timestamps: TimestampParser?,
    missing: MissingMarks
  ) {
    guard !head.dialect.needsRewriting, !head.hasTrailingSeparator, columns.periods == nil,
      columns.identifiers.count <= 1, columns.timeColumns?.isSingle ?? true,
      !columns.targets.isEmpty
    else { return nil }
    form = PlainLines.Form(
      width: head.names.count, separator: head.dialect.separator, quote: head.dialect.quote,
      comment: head.dialect.comment)
    identifier = columns.identifiers.first
    time = columns.time
    // Until a row was read it is not known whether times carry an offset.
    guard time == nil || timestamps?.isSettled == true else { return nil }
    clock = timestamps?.fixedClock
    parser = timestamps
    targets = columns.targets.map(UInt32.init)
    numbers = head.numbers
    self.missing = missing
  }

  /// Reads the lines of a chunk from `next` on, up to the first that is not simple.
  func perform(_ chunk: inout Chunk, _ index: Int, _ lines: inout PlainLines) {
    chunk.first = chunk.next
    lines.scan(chunk.bytes, from: chunk.next, form, most: chunk.most)
    var count = lines.count
    chunk.tile.stride = count
    chunk.tile.count = 0
    PlainReading.grow(&chunk.tile.numbers, to: count * targets.count, with: 0)
    if let time { count = min(count, readTimes(time, of: &chunk, lines)) }
    count = readValues(of: &chunk, lines, count)
    if let identifier {
      chunk.identifiers = lines.changes(of: identifier, in: chunk.bytes).prefix { $0 < count }
        .map { ($0, lines.start(of: $0), lines.range(of: identifier, line: $0)) }
      if let empty = chunk.identifiers.first(where: { $0.range.isEmpty }) {
        count = min(count, empty.line)
        chunk.identifiers.removeAll { $0.line >= count }
      }
    }
    chunk.lines = count
    // What is left to the reader of records may be no row.
    chunk.shortest = count == lines.count ? lines.shortest : lines.shortest(of: count)
    chunk.next = lines.start(of: count)
  }

  /// Makes an array as long as is needed; what it holds does not matter.
  private static func grow<Number>(_ numbers: inout [Number], to count: Int, with value: Number) {
    guard numbers.count < count else { return }
    numbers = [Number](repeating: value, count: count + count / 8)
  }

  /// Reads the times; returns the first line that has none.
  private func readTimes(_ column: Int, of chunk: inout Chunk, _ lines: PlainLines) -> Int {
    PlainReading.grow(&chunk.times, to: lines.count, with: 0)
    guard var parser, clock == nil, !parser.isInteger else {
      return lines.readTimes(column, of: chunk.bytes, clock, into: &chunk.times)
    }
    for line in 0..<lines.count {
      let range = trimmed(lines.range(of: column, line: line), chunk.bytes)
      guard let time = parser.read(chunk.bytes, range) else { return line }
      chunk.times[line] = time
    }
    // An offset that was not seen before is told by the other way.
    return parser == self.parser ? lines.count : 0
  }

  /// Reads the values; returns the first line with a cell that has none and says not that it is missing.
  private func readValues(of chunk: inout Chunk, _ lines: PlainLines, _ count: Int) -> Int {
    let all = count * targets.count
    var cell = 0
    while cell < all {
      let stop = min(
        all,
        lines.readNumbers(
          targets, of: chunk.bytes, from: cell, mark: numbers.plainMark,
          into: &chunk.tile.numbers))
      if missing.hasNumbers {
        for read in cell..<stop {
          let (line, place) = read.quotientAndRemainder(dividingBy: targets.count)
          let number = place * lines.count + line
          if missing.contains(chunk.tile.numbers[number]) { chunk.tile.numbers[number] = .nan }
        }
      }
      guard stop < all else { return count }
      let (line, place) = stop.quotientAndRemainder(dividingBy: targets.count)
      let range = trimmed(lines.range(of: Int(targets[place]), line: line), chunk.bytes)
      var value = Double.nan
      if case .number(let read) = numbers.read(chunk.bytes, range) {
        value = missing.contains(read) ? .nan : read
      } else if !missing.contains(chunk.bytes, range) {
        return line
      }
      chunk.tile.numbers[place * lines.count + line] = value
      cell = stop + 1
    }
    return count
  }

  private func trimmed(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    var range = range
    while let first = range.first, bytes[first] == 0x20 || bytes[first] == 0x09 {
      range = (first + 1)..<range.upperBound
    }
    while let last = range.last, bytes[last] == 0x20 || bytes[last] == 0x09 {
      range = range.lowerBound..<last
    }
    return range
  }
}
