/// The step between two rows of a series: a unit and how many of it.
public struct Frequency: Sendable, Hashable, CustomStringConvertible {
  /// What a step is made of.
  public enum Unit: String, CaseIterable, Sendable {
    case second, minute, hour, day
    case businessDay = "business-day"
    case week, month, quarter, year
    /// No calendar: the time column counts.
    case index
  }

  /// The unit of the step.
  public let unit: Unit
  /// How many units make one step, at least 1.
  public let count: Int

  /// Makes a step of `count` units.
  public init(_ unit: Unit, count: Int = 1) {
    precondition(count >= 1, "a step has at least one unit")
    self.unit = unit
    self.count = count
  }

  /// Reads `hour`, `15 minute`, `15min`, `business day` and the like; nil for anything else.
  public init?(parsing text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let name = String(
      text.dropFirst(digits.count).drop { $0 == " " || $0 == "-" }.lowercased()
        .map { $0 == " " || $0 == "_" ? "-" : $0 })
    let singular = name.hasSuffix("s") && name.count > 1 ? String(name.dropLast()) : name
    let unit =
      Unit(rawValue: name) ?? Unit(rawValue: singular) ?? Frequency.shortNames[singular]
      ?? Frequency.shortNames[name]
    guard let unit, let count = digits.isEmpty ? 1 : Int(digits),
      (1...Frequency.mostUnits(of: unit)).contains(count)
    else { return nil }
    self.init(unit, count: count)
  }

  /// The longest step that is read: every step that rows can have, and none whose seconds overflow.
  ///
  /// An index may count milliseconds, and a logger's rows any number of seconds.
  private static func mostUnits(of unit: Unit) -> Int {
    switch unit {
    case .index: 1 << 53
    case .second: 10_000 * 366 * Timestamp.secondsPerDay
    default: 100_000
    }
  }

  private static let shortNames: [String: Unit] = [
    "s": .second, "sec": .second, "min": .minute, "h": .hour, "d": .day, "w": .week, "q": .quarter,
    "b": .businessDay, "y": .year, "annual": .year, "yearly": .year, "monthly": .month,
    "quarterly": .quarter,
    "weekly": .week, "daily": .day, "hourly": .hour,
  ]

  /// The step as `init(parsing:)` reads it: `month`, `15 minute`.
  public var description: String { count == 1 ? unit.rawValue : "\(count) \(unit.rawValue)" }

  /// Length in seconds where every step is equally long on the clock, else nil.
  public var fixedSeconds: Int? {
    switch unit {
    case .second: count
    case .minute: count * 60
    case .hour: count * 3_600
    case .day: count * Timestamp.secondsPerDay
    case .week: count * 7 * Timestamp.secondsPerDay
    case .index: count
    case .businessDay, .month, .quarter, .year: nil
    }
  }

  /// Length in months where the calendar counts the step in months, else nil.
  public var months: Int? {
    switch unit {
    case .month: count
    case .quarter: count * 3
    case .year: count * 12
    default: nil
    }
  }
}
