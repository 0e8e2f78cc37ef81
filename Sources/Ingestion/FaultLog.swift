/// What happens to a fault: it ends the reading, or it is kept and reading goes on.
struct FaultLog: Sendable {
  /// How many faults are kept; more are only counted.
  static let mostKept = 1_000
  /// How many faults of lines that are left out are kept.
  static let mostRejected = 1_000_000

  /// Whether the first fault ends the reading.
  let isStrict: Bool
  /// Whether lines with faults are left out, and the others read.
  let skips: Bool
  private(set) var faults: [IngestionError] = []
  private(set) var count = 0

  /// Makes a log that throws the first fault, or one that collects them.
  ///
  /// - Parameters:
  ///   - isStrict: whether a fault is thrown.
  ///   - skips: whether one of a single line is not, since the line is left out.
  init(isStrict: Bool, skips: Bool = false) {
    self.isStrict = isStrict
    self.skips = skips
  }

  /// How many lines have faults, as far as faults are kept: a line's faults follow each other.
  var lineCount: Int {
    var lines = 0
    var before: SourceLocation?
    for fault in faults {
      let line = fault.location.map { SourceLocation(file: $0.file, line: $0.line) }
      if line != before { lines += 1 }
      before = line
    }
    return lines
  }

  /// Takes a fault; a strict log throws it.
  mutating func report(_ fault: IngestionError) throws(IngestionError) {
    let isOfALine =
      fault.location?.line != nil
      && (fault.kind == .structure || fault.kind == .value || fault.kind == .time)
    guard !isStrict || (skips && isOfALine) else { throw fault }
    count += 1
    if faults.count < (skips ? FaultLog.mostRejected : FaultLog.mostKept) { faults.append(fault) }
  }
}
