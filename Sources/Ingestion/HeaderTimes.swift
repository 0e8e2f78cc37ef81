import ForecastSeries

/// Times that stand side by side in a header, over a line for each series.
struct HeaderTimes: Sendable, Equatable {
  /// What the names of the columns say.
  enum Form: Sendable, Equatable {
    /// Times, all written in this pattern.
    case pattern(String)
    /// Day and month cannot be told apart; the place is that of an example.
    case ambiguous(column: Int, patterns: [String])
    /// Three numbers each, in an order that is not known; the place is that of an example.
    case unread(column: Int)
    /// `V2`, `V3` …: the names that R gives to columns without any.
    case counted
  }

  /// The columns of the times, in the order of the file.
  let columns: [Int]
  let form: Form
  /// The time of each column; empty where they cannot be told.
  let times: [Int]

  /// Fewer do not make a row of times.
  private static let fewest = 2

  /// Finds times from some column behind the first to the last; nil where there are none.
  ///
  /// - Parameters:
  ///   - names: the names of all columns, without those that only end each line.
  ///   - dateFormat: how times are written, where the user says it.
  init?(_ names: [String], dateFormat: String? = nil) {
    if dateFormat == nil || dateFormat == "yyyy", let (first, years) = HeaderTimes.years(names) {
      columns = Array(first..<names.count)
      form = .pattern("yyyy")
      times = years.compactMap {
        CivilDate(year: $0, month: 1, day: 1).map { Timestamp($0).seconds }
      }
    } else if dateFormat == nil || dateFormat == "", HeaderTimes.areCounted(names) {
      columns = Array(1..<names.count)
      form = .counted
      times = Array(1..<names.count)
    } else if let (first, form, times) = HeaderTimes.stamps(names, dateFormat) {
      columns = Array(first..<names.count)
      (self.form, self.times) = (form, times)
    } else if dateFormat == nil, let first = HeaderTimes.firstOfThree(names) {
      columns = Array(first..<names.count)
      (form, times) = (.unread(column: first), [])
    } else {
      return nil
    }
  }

  /// What the times are called in messages.
  var noun: String {
    switch form {
    case .pattern("yyyy"): "years"
    case .pattern, .ambiguous, .unread: "times"
    case .counted: "steps"
    }
  }

  /// Years without a gap, up or down.
  private static func years(_ names: [String]) -> (first: Int, years: [Int])? {
    let years = names.map(year)
    let first = (years.lastIndex { $0 == nil } ?? -1) + 1
    let found = years[first...].compactMap { $0 }
    guard first > 0, found.count >= fewest else { return nil }
    let steps = Set(zip(found, found.dropFirst()).map { $1 - $0 })
    return steps == [1] || steps == [-1] ? (first, found) : nil
  }

  /// The year of `2010`, `2010 [YR2010]`, as the World Bank writes it, or `X2010`, as R does.
  private static func year(_ name: String) -> Int? {
    var text = name[...]
    if let end = text.firstIndex(of: " "), text[end...] == " [YR\(text[..<end])]" {
      text = text[..<end]
    }
    if let first = text.first, "xXyY".contains(first) { text = text.dropFirst() }
    guard text.utf8.count == 4, let year = TimestampParser.integer(Array(text.utf8), 0..<4),
      (1_500...2_500).contains(year)
    else { return nil }
    return year
  }

  private static func areCounted(_ names: [String]) -> Bool {
    names.count > fewest && names.indices.allSatisfy { names[$0].uppercased() == "V\($0 + 1)" }
  }

  /// The first of the last columns that are called by three numbers each, such as `24-01-22`.
  private static func firstOfThree(_ names: [String]) -> Int? {
    let areThree = names.map { name in
      let parts = name.split(omittingEmptySubsequences: false) { "/.-".contains($0) }
      return parts.count == 3
        && parts.allSatisfy { (1...4).contains($0.utf8.count) && $0.allSatisfy(\.isNumber) }
    }
    let first = (areThree.lastIndex(of: false) ?? -1) + 1
    return first > 0 && names.count - first >= fewest ? first : nil
  }

  /// Written times, each of them once.
  private static func stamps(
    _ names: [String], _ dateFormat: String?
  ) -> (first: Int, form: Form, times: [Int])? {
    let cells = names.map { Array($0.utf8) }
    var given = dateFormat.flatMap { $0.isEmpty ? nil : TimestampParser(pattern: $0) }
    if dateFormat != nil && given == nil { return nil }
    let isTime = cells.map { cell in
      given == nil ? TimestampShape.of(cell) != nil : given?.read(cell, cell.indices) != nil
    }
    let first = (isTime.lastIndex(of: false) ?? -1) + 1
    let own = Array(cells[first...])
    guard first > 0, own.count >= fewest else { return nil }
    var pattern = dateFormat
    if pattern == nil {
      switch TimestampDetection(of: own, named: "") {
      case .pattern(let found): pattern = found
      case .ambiguous(let cell, let patterns):
        let place = own.firstIndex(of: Array(cell.utf8)) ?? 0
        return (first, .ambiguous(column: first + place, patterns: patterns), [])
      case .integer, .unclearCentury, .none: return nil
      }
    }
    guard let pattern, var parser = TimestampParser(pattern: pattern), !parser.isInteger else {
      return nil
    }
    let times = own.compactMap { parser.read($0, $0.indices) }
    guard times.count == own.count, Set(times).count == own.count else { return nil }
    return (first, .pattern(pattern), times)
  }
}
