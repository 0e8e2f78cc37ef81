/// Checks what was written behind an option, and says what would be right.
enum OptionValue {
  /// A number in its range.
  static func checked(
    _ value: Int, _ option: String, in range: ClosedRange<Int>
  ) throws(UsageError) -> Int {
    guard range.contains(value) else {
      throw UsageError(
        "\(option) \(value) is not between \(range.lowerBound) and \(range.upperBound)")
    }
    return value
  }

  /// Puts a number in its range into its place, if there is one.
  static func set(
    _ value: Int?, _ option: String, in range: ClosedRange<Int>, _ place: inout Int
  ) throws(UsageError) {
    guard let value else { return }
    place = try checked(value, option, in: range)
  }

  /// One of the names that a list knows.
  static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ value: String, _ option: String
  ) throws(UsageError) -> Choice {
    if let choice = Choice(rawValue: value) { return choice }
    throw unknown(value, option, among: Choice.allCases.map(\.rawValue))
  }

  /// What is said of a name that no list knows.
  static func unknown(_ value: String, _ option: String, among names: [String]) -> UsageError {
    let nearest = Spelling.nearest(to: value, among: names)
    return UsageError(
      "\(option) '\(value)' is unknown",
      hint: nearest.map { "\(option) \($0)" } ?? "one of \(names.joined(separator: ", "))")
  }
}
