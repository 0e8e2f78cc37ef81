/// What happens to a fault: it ends the reading, or it is kept and reading goes on.
struct FaultLog: Sendable {
  /// How many faults are kept; more are only counted.
  static let mostKept = 1_000

  /// Whether the first fault ends the reading.
  let isStrict: Bool
  private(set) var faults: [IngestionError] = []
  private(set) var count = 0

  /// Makes a log that throws the first fault, or one that collects them.
  init(isStrict: Bool) {
    self.isStrict = isStrict
  }

  /// Takes a fault; a strict log throws it.
  mutating func report(_ fault: IngestionError) throws(IngestionError) {
    guard !isStrict else { throw fault }
    count += 1
    if faults.count < FaultLog.mostKept { faults.append(fault) }
  }
}
