import CampaignSupport
import ForecastIngestion
import ForecastSeries
import TestSupport

/// A random file: a table written in one of many ways, now and then with a fault in it.
struct MadeFile {
  private(set) var bytes: [UInt8] = []
  let separator: UInt8
  let lineEnd: [UInt8]
  let isMultiline: Bool
  let isWide: Bool
  let targets: [String]
  let hasIdentifiers: Bool
  /// Seconds, or the integers, between two rows.
  let step: Int
  private let frequency: Frequency
  let timeForm: PlainParser.TimeForm
  let duplicates: ReadingOptions.DuplicatePolicy
  let skips: Bool
  private let namesColumns: Bool
  private let detectsSeparator: Bool
  private var random: TestGenerator

  init(seed: UInt64) {
    random = TestGenerator(seed: seed)
    // The first numbers of seeds that follow each other are alike enough to be thrown away.
    _ = random.next()
    separator = random.pick([0x2C, 0x2C, 0x3B, 0x09, 0x7C])
    lineEnd = random.pick([[10], [10], [13, 10], [13]])
    isMultiline = random.oneIn(10)
    let isWide = random.oneIn(6)
    self.isWide = isWide
    targets = isWide ? ["a", "b", "c"] : ["y"]
    let isAlone = random.oneIn(4)
    hasIdentifiers = !isWide && !isAlone
    timeForm = random.pick([.day, .day, .clock, .seconds, .count])
    let units: [(Frequency, Int)] = [
      (Frequency(.day), 86_400), (Frequency(.hour), 3_600), (Frequency(.minute, count: 15), 900),
      (Frequency(.index), 1),
    ]
    (frequency, step) =
      units[timeForm == .count ? 3 : timeForm == .day ? 0 : random.pick([0, 1, 2])]
    duplicates = random.pick([.error, .error, .first, .last, .mean])
    skips = random.oneIn(4)
    namesColumns = !random.oneIn(4)
    detectsSeparator = random.oneIn(3)
    makeBytes()
  }

  /// What the reader is told of the file.
  var options: ReadingOptions {
    var options = ReadingOptions()
    options.isWide = isWide
    options.isMultiline = isMultiline
    options.hasHeader = true
    options.encoding = .utf8
    options.decimalMark = 0x2E
    options.step = frequency
    options.keepsStep = true
    options.duplicates = duplicates
    options.badRows = skips ? .skip : .error
    if !detectsSeparator { options.separator = separator }
    // A text that is the same in all rows could be an id.
    if !hasIdentifiers { options.identifier = .absent }
    guard namesColumns else { return options }
    options.time = .named("ds")
    if hasIdentifiers { options.identifier = .named("unique_id") }
    if !isWide { options.target = "y" }
    return options
  }

  // MARK: Rows

  private mutating func makeBytes() {
    var names = ["ds"] + targets
    if hasIdentifiers { names.append("unique_id") }
    if !isWide, random.oneIn(4) { names.append("note") }
    names.shuffle(using: &random)
    var lines = makeRows().map { row in names.map { Array((row[$0] ?? "x y").utf8) } }
      .map { line in joined(line) }
    if random.oneIn(3) { damage(&lines) }
    if random.oneIn(20) {
      // A sheet's rows below the last one with a value.
      let empty = [UInt8](repeating: separator, count: names.count - 1)
      lines += [[UInt8]](repeating: empty, count: Int.random(in: 1...3, using: &random))
    }
    if random.oneIn(4) { bytes = [0xEF, 0xBB, 0xBF] }
    bytes += joined(names.map { Array($0.utf8) })
    for line in lines { bytes += lineEnd + line }
    if !random.oneIn(3) { bytes += lineEnd }
  }

  private mutating func makeRows() -> [[String: String]] {
    let longest = random.oneIn(300) ? 1_500 : 24
    let all = random.oneIn(12) ? 0 : 1
    var rows: [[String: String]] = []
    for owner in 0..<(hasIdentifiers ? Int.random(in: 1...5, using: &random) : 1) {
      let identifier = makeText() + "#\(owner)"
      let start = Int.random(in: -20_000...60_000, using: &random)
      var position = 0
      for _ in 0..<Int.random(in: 8...longest, using: &random) {
        position += random.oneIn(10) ? Int.random(in: 1...4, using: &random) : 1
        // A time that comes twice.
        if random.oneIn(400) { position -= 1 }
        var row = ["unique_id": identifier, "ds": time(start * all + position)]
        for target in targets { row[target] = number(random.oneIn(9)) }
        rows.append(row)
      }
    }
    if random.oneIn(3) { rows.shuffle(using: &random) }
    return rows
  }

  private mutating func makeText() -> String {
    let pieces = [
      "a", "B", "7", " ", ",", "\"", ";", "é", "'", "-", "x y", "日", "\t", "|", "\"\"", "NA", ".5",
    ]
    // Which of several separators is meant cannot be found out where texts are full of them.
    if detectsSeparator { return random.pick(["", "a", "x y", "é", "'", "日"]) }
    let ends = isMultiline ? ["\n", "\r\n"] : []
    return (0..<Int.random(in: 0...4, using: &random)).map { _ in random.pick(pieces + ends) }
      .joined()
  }

  private func time(_ position: Int) -> String {
    if timeForm == .count { return String(position) }
    let seconds = position * step
    let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
    let date = TimestampStyle.date.string(from: Timestamp(seconds: days * 86_400))
    guard timeForm != .day else { return date }
    let minutes = (seconds - days * 86_400) / 60
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let clock = two(minutes / 60) + ":" + two(minutes % 60)
    return timeForm == .clock ? "\(date) \(clock)" : "\(date)T\(clock):00"
  }

  private mutating func number(_ isMissing: Bool) -> String {
    if isMissing { return random.pick(["", "", "NA", "NaN", "nan", "null", "None", " "]) }
    func digits(_ most: Int) -> String {
      (0..<Int.random(in: 1...most, using: &random)).map { _ in
        String(Int.random(in: 0...9, using: &random))
      }.joined()
    }
    let sign = random.pick(["", "", "-", "+"])
    let text: String
    switch Int.random(in: 0..<9, using: &random) {
    case 0, 1: text = sign + digits(5)
    case 2, 3: text = sign + digits(4) + "." + digits(4)
    case 4: text = sign + "." + digits(20)
    case 5: text = sign + digits(18) + "." + digits(12)
    case 6:
      let power = Int.random(in: -340...100, using: &random)
      text = sign + digits(3) + "." + digits(17) + random.pick(["e", "E"]) + "\(power)"
    case 7: text = "\(Double.random(in: -1e9...1e9, using: &random))"
    default: text = sign + digits(3) + "."
    }
    return random.oneIn(12)
      ? random.pick([" ", "\t", "  "]) + text + random.pick(["", " "]) : text
  }

  // MARK: Text

  private mutating func joined(_ fields: [[UInt8]]) -> [UInt8] {
    var line: [UInt8] = []
    for (place, field) in fields.enumerated() {
      if place > 0 { line.append(separator) }
      let isOpen = field.contains { $0 == separator || $0 == 0x22 || $0 == 10 || $0 == 13 }
      guard isOpen || random.oneIn(5) else {
        // A tab beside a number separates where tabs do.
        line += field
        continue
      }
      line.append(0x22)
      for byte in field { line += byte == 0x22 ? [0x22, 0x22] : [byte] }
      line.append(0x22)
    }
    return line
  }

  /// Puts a fault into a line, or two.
  private mutating func damage(_ lines: inout [[UInt8]]) {
    for _ in 0..<random.pick([1, 1, 2]) {
      // Not the first rows: a line of titles or units could be meant.
      let place = Int.random(in: 4..<lines.count, using: &random)
      var line = lines[place]
      let spot = Int.random(in: 0...line.count, using: &random)
      let cell: [String] = [
        "1.2.3", "0x1p3", "1e", "--1", "1e151", "9007199254740993", "12a", "2024-13-01", "٣",
        "2023-02-29", "2024-01-01T24:61",
      ]
      switch Int.random(in: 0..<9, using: &random) {
      case 0: line.insert(separator, at: spot)
      case 1: if let found = line.firstIndex(of: separator) { line.remove(at: found) }
      case 2: line.insert(0x22, at: spot)
      case 3: line.insert(0, at: spot)
      case 4: line = []
      case 5: line.insert(0xFF, at: spot)
      case 6: if !line.isEmpty { line.remove(at: min(spot, line.count - 1)) }
      case 7:
        line.insert(random.pick(Array("!#&()*/:;<=>?@[]^_`abdefgh{|}~0123456789".utf8)), at: spot)
      default:
        var fields = line.split(separator: separator, omittingEmptySubsequences: false).map(
          Array.init)
        fields[Int.random(in: 0..<fields.count, using: &random)] = Array(random.pick(cell).utf8)
        line = Array(fields.joined(separator: [separator]))
      }
      lines[place] = line
    }
  }
}
