import Testing

/// Cells that hold no number, or none that can be used.
@Suite(.program) struct BadNumberTests {
  @Test(arguments: all)
  func `a cell that is no number is refused`(_ refusal: Refusal) throws {
    try refusal.check()
  }

  static let all: [Refusal] =
    digits.map { number($0, says: "data.csv:7:2: '\($0)' is not a number (column 'sales')") }
    + words.map {
      number($0, says: "data.csv:7:2: '\($0)' is not a number (column 'sales'); hint: --na \($0)")
    }
    + phrases.map {
      number($0, says: "data.csv:7:2: '\($0)' is not a number (column 'sales'); hint: --na '\($0)'")
    }
    + large.map { number($0, says: "data.csv:7:2: '\($0)' is beyond 1e150 (column 'sales')") }
    + long.map {
      number(
        $0, says: "data.csv:7:2: '\($0)' has more digits than a number can hold (column 'sales')")
    }
    + others

  /// A good file with one other value.
  private static func number(_ cell: String, _ options: String = "", says message: String)
    -> Refusal
  {
    .fit(
      Sample.monthly(replacing: 5, by: "2000-06," + cell), options + " " + Sample.quick,
      says: message)
  }

  /// What `--na` takes as it stands.
  static let words: [String] = [
    "abc", "+", "-", "infinity", "-inf", "∞", "true", ".", "n/a", "missing",
  ]

  /// What may be data: no option throws it away.
  static let digits: [String] = [
    "1.2.3", "1e", "e5", "--1", "+-1", "1_000", "0x1p3", "½", "1/2", "1:30", "2000-01-01", "1e5e5",
    "O.5", "1O0", "0b101", "0o17", "=1+2", "@1", "1e+", "1e1.5", "nan(0x1)", "1;2", "1|2",
    "\u{663}",
    "\u{ff11}\u{ff12}", "1\u{a0}2", "'12'", "12a", "5 k", "5 Mio.",
  ]

  /// What a shell would take apart.
  static let phrases: [String] = [
    "#DIV/0!", "#N/A!", "?",
  ]

  /// What overflows when it is squared.
  static let large: [String] = [
    "1e400", "-1e400", "1e151", "-1e151", "1e99999999999",
  ]

  /// What would be rounded.
  static let long: [String] = [
    "9007199254740993", "-9007199254740993", "123456789012345678901",
    "99999999999999999999999999999999999999",
  ]

  /// What has a text of its own.
  static let others: [Refusal] = [
    number(
      "5 kg", says: "data.csv:7:2: '5 kg' is not a number (column 'sales'); hint: --strip kg"),
    number(
      "12abc", says: "data.csv:7:2: '12abc' is not a number (column 'sales'); hint: --strip abc"),
    number("1,", says: "data.csv:7: the line has 3 fields, the first line has 2"),
    number("1\t2", says: "data.csv:7:2: '1\\t2' is not a number (column 'sales')"),
    number(
      "\"1,5\"", says: "data.csv:7:2: '1,5' is not a number (column 'sales'); hint: --decimal ,"),
    number(
      "\"1,234\"",
      says:
        "data.csv:7:2: '1,234' can be 1.234 or 1234 (column 'sales'); hint: --decimal , or --thousands ,"
    ),
    number(
      "\"1.234,5\"",
      says: "data.csv:7:2: '1.234,5' is not a number (column 'sales'); hint: --thousands ."),
    number(
      "\"12\"3",
      says:
        "data.csv:7:2: text follows the closing quote of a field; hint: put the whole field in quotes and double the quotes in it"
    ),
    number(
      "1\"2",
      says:
        "data.csv:7:2: a quote stands inside a field that does not begin with one; hint: put the whole field in quotes and double the quotes in it"
    ),
    number(
      "\"12",
      says:
        "data.csv:7:2: a quoted field is not closed on its line; hint: double a quote that belongs to the text; a field may cross a line with --multiline only"
    ),
    number(
      "\" 12 x\"", says: "data.csv:7:2: '12 x' is not a number (column 'sales'); hint: --strip x"),
    number(
      "12\u{0}",
      says:
        "data.csv:7:2: the line holds a NUL byte; hint: take it out, if this is a text file"
    ),
    number("1\u{1b}[2J", says: "data.csv:7:2: '1\\u{1b}[2J' is not a number (column 'sales')"),
    number(
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      says:
        "data.csv:7:2: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…' is not a number (column 'sales')"
    ),
    number("\u{200b}5", says: "data.csv:7:2: '\\u{200b}5' is not a number (column 'sales')"),
    number("5\u{feff}", says: "data.csv:7:2: '5\\u{feff}' is not a number (column 'sales')"),
    number(
      "\u{0}",
      says:
        "data.csv:7:2: the line holds a NUL byte; hint: take it out, if this is a text file"
    ),
    number(
      "", "--missing error",
      says:
        "data.csv:7:2: the value is missing (column 'sales'); hint: --missing interpolate, ffill, seasonal, zero or mask"
    ),
    number(
      "NA", "--missing error",
      says:
        "data.csv:7:2: the value is missing (column 'sales'); hint: --missing interpolate, ffill, seasonal, zero or mask"
    ),
    number(
      "n/a", "--missing error",
      says: "data.csv:7:2: 'n/a' is not a number (column 'sales'); hint: --na n/a"),
    number(
      "null", "--missing error",
      says:
        "data.csv:7:2: the value is missing (column 'sales'); hint: --missing interpolate, ffill, seasonal, zero or mask"
    ),
    number(
      "1,234", "--delimiter ;",
      says: "data.csv:1: no column holds numbers to forecast; columns: 'month,sales'"),
    number(
      "5", "--decimal ,",
      says:
        "data.csv:2:2: '100.00' is not a number (column 'sales'), and no column holds numbers to forecast; columns: 'month', 'sales'; hint: --decimal ."
    ),
  ]
}
