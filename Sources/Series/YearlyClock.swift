/// How a zone's clock goes in every year from some year on, as POSIX writes it: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct YearlyClock: Sendable, Hashable {
  /// Seconds east of UTC in winter, or always.
  let standard: Int
  /// Seconds east of UTC in summer, and when it begins and ends; nil where the clock is never changed.
  let summer: Summer?

  struct Summer: Sendable, Hashable {
    let offset: Int
    let begin: ClockChange
    let end: ClockChange
  }

  /// Reads the rule; nil where it is none.
  init?(parsing text: String) {
    var rest = text[...]
    guard YearlyClock.takeName(&rest), let standard = YearlyClock.takeOffset(&rest) else {
      return nil
    }
    self.standard = -standard
    guard !rest.isEmpty else {
      summer = nil
      return
    }
    guard YearlyClock.takeName(&rest) else { return nil }
    var offset = -standard + 3_600
    if let first = rest.first, first != "," {
      guard let written = YearlyClock.takeOffset(&rest) else { return nil }
      offset = -written
    }
    let changes = rest.dropFirst().split(separator: ",", omittingEmptySubsequences: false)
    guard rest.first == ",", changes.count == 2, let begin = ClockChange(parsing: changes[0]),
      let end = ClockChange(parsing: changes[1])
    else { return nil }
    summer = Summer(offset: offset, begin: begin, end: end)
  }

  /// A name is three letters or more, or anything between `<` and `>`.
  private static func takeName(_ rest: inout Substring) -> Bool {
    if rest.first == "<" {
      guard let end = rest.firstIndex(of: ">") else { return false }
      rest = rest[rest.index(after: end)...]
      return true
    }
    let name = rest.prefix { $0.isASCII && $0.isLetter }
    rest = rest[name.endIndex...]
    return name.count >= 3
  }

  private static func takeOffset(_ rest: inout Substring) -> Int? {
    let text = rest.prefix { $0 == "+" || $0 == "-" || $0 == ":" || ($0.isASCII && $0.isNumber) }
    rest = rest[text.endIndex...]
    guard let seconds = ClockChange.seconds(text), abs(seconds) <= 25 * 3_600 else { return nil }
    return seconds
  }

  /// The changes of a year in the order of time: the instant, and the offset from then on.
  func changes(inYear year: Int) -> [(instant: Int, offset: Int)] {
    guard let summer else { return [] }
    let changes = [
      (instant: summer.begin.localSeconds(inYear: year) - standard, offset: summer.offset),
      (instant: summer.end.localSeconds(inYear: year) - summer.offset, offset: standard),
    ]
    return changes.sorted { $0.instant < $1.instant }
  }
}
