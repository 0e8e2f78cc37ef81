/// How a file writes its times, as a pattern that both reads and writes them.
///
/// Letters stand for parts of a clock reading: `yyyy` year, `MM` month, `dd` day, `HH` hour, `mm`
/// minute, `ss` second, each in as many digits as letters; `Q` is a quarter's digit, `QQQ` writes
/// `Q1`. Anything else stands for itself. The empty pattern is a plain integer.
public struct TimestampStyle: Sendable, Hashable {
  /// The pattern, such as `yyyy-MM-dd HH:mm`; empty for an integer index.
  public let pattern: String
  /// What follows the pattern in every row of the file: `Z`, `+02:00` or nothing.
  public let suffix: String

  /// Makes a style from a pattern.
  public init(pattern: String, suffix: String = "") {
    self.pattern = pattern
    self.suffix = suffix
  }

  /// A plain integer index.
  public static let integer = TimestampStyle(pattern: "")
  /// A calendar date, `1961-01-31`.
  public static let date = TimestampStyle(pattern: "yyyy-MM-dd")

  /// Writes a time as the file would.
  public func string(from time: Timestamp) -> String {
    guard !pattern.isEmpty else { return String(time.seconds) }
    let date = time.date
    var text = ""
    var rest = pattern[...]
    while let letter = rest.first {
      let run = rest.prefix { $0 == letter }
      rest = rest.dropFirst(run.count)
      if letter == "Q" && run.count == 3 {
        text += "Q\((date.month - 1) / 3 + 1)"
      } else if let value = TimestampStyle.part(letter, of: date, secondOfDay: time.secondOfDay) {
        let digits = String(value)
        text += String(repeating: "0", count: max(0, run.count - digits.count)) + digits
      } else {
        text += run
      }
    }
    return text + suffix
  }

  private static func part(_ letter: Character, of date: CivilDate, secondOfDay: Int) -> Int? {
    switch letter {
    case "y": date.year
    case "M": date.month
    case "d": date.day
    case "Q": (date.month - 1) / 3 + 1
    case "H": secondOfDay / 3_600
    case "m": secondOfDay / 60 % 60
    case "s": secondOfDay % 60
    default: nil
    }
  }
}
