import Testing

/// Lines that are no rows.
@Suite(.program) struct BadLineTests {
  @Test(arguments: all)
  func `a line that is no row is refused`(_ refusal: Refusal) throws {
    try refusal.check()
  }

  /// A good file with another line for its sixth row.
  private static func line(_ line: String, _ options: String = "", says message: String) -> Refusal
  {
    .fit(Sample.monthly(replacing: 5, by: line), options + " " + Sample.quick, says: message)
  }

  static let all: [Refusal] = [
    line("", says: "data.csv:7: a blank line stands between the rows; hint: take it out"),
    line("2000-06", says: "data.csv:7: the line has 1 field, the first line has 2"),
    line("2000-06,1,2", says: "data.csv:7: the line has 3 fields, the first line has 2"),
    line(
      "2000-06,\"12",
      says:
        "data.csv:7:2: a quoted field is not closed on its line; hint: double a quote that belongs to the text; a field may cross a line with --multiline only"
    ),
    line(
      "2000-06,1\"2",
      says:
        "data.csv:7:2: a quote stands inside a field that does not begin with one; hint: put the whole field in quotes and double the quotes in it"
    ),
    line(
      "\"2000-06\"x,5",
      says:
        "data.csv:7:1: text follows the closing quote of a field; hint: put the whole field in quotes and double the quotes in it"
    ),
    line("2000-06;5", says: "data.csv:7: the line has 1 field, the first line has 2"),
    line("2000-06,5,", says: "data.csv:7: the line has 3 fields, the first line has 2"),
    line(
      "2000-06,\"1\"\"",
      says:
        "data.csv:7:2: a quoted field is not closed on its line; hint: double a quote that belongs to the text; a field may cross a line with --multiline only"
    ),
    line(
      "\"2000-06,5",
      says:
        "data.csv:7:1: a quoted field is not closed on its line; hint: double a quote that belongs to the text; a field may cross a line with --multiline only"
    ),
    line(
      "2000-06,\u{0}5",
      says:
        "data.csv:7:2: the line holds a NUL byte; hint: take it out, if this is a text file"
    ),
    line(",", says: "data.csv:7:1: the time is missing (column 'month')"),
    line("  ", says: "data.csv:7: the line has 1 field, the first line has 2"),
    line("-----", says: "data.csv:7: the line has 1 field, the first line has 2"),
    line(
      "month,sales", says: "data.csv:7:1: 'month' is not a time like '2000-01' (column 'month')"),
    line(
      "2000-05,9",
      says:
        "data.csv:7:1: 2000-05 comes twice, first on line 6; hint: --id COLUMN if the file holds several series, else --duplicates first, last or mean"
    ),
    line(
      "2000-07,9",
      says:
        "data.csv:8:1: 2000-07 comes twice, first on line 7; hint: --id COLUMN if the file holds several series, else --duplicates first, last or mean"
    ),
    line(
      "2001-06-01,9",
      says: "data.csv:7:1: '2001-06-01' is not a time like '2000-01' (column 'month')"),
    line(
      "2000-06,5 # note",
      says: "data.csv:7:2: '5 # note' is not a number (column 'sales')"),
    line(
      "2000-06,\"a\nb\"", "--multiline",
      says: "data.csv:7:2: 'a\\nb' is not a number (column 'sales')"),
    line(
      "2000-06,\"12", "--multiline",
      says:
        "data.csv:7:2: a quoted field is not closed on its line; hint: double a quote that belongs to the text; a field may cross a line with --multiline only"
    ),
    line("# note", says: "data.csv:7: the line has 1 field, the first line has 2"),
    line(
      "2000-06,5", "--comment 2",
      says: "data.csv:1: no column holds numbers to forecast; columns: 'month', 'sales'"),
  ]
}
