import Foundation
import Testing

/// Data files that cannot be used, each with the whole text that says so.
@Suite(.program) struct BadFileTests {
  @Test(arguments: shapes + cells + times + columns)
  func `a bad file is refused with one line and leaves earlier files alone`(
    _ refusal: Refusal
  ) throws {
    try refusal.check()
  }

  @Test func `there are as many bad inputs as were promised, each another`() {
    let files =
      Self.shapes + Self.cells + Self.times + Self.columns + BadNumberTests.all + BadTimeTests.all
      + BadLineTests.all + BadHeaderTests.all + BadTableTests.all + BadFormatTests.all
    let distinct = Set(
      files.map { $0.arguments + $0.files.values.map { $0.base64EncodedString() }.sorted() })
    #expect(distinct.count >= 200, "\(distinct.count)")
  }

  private static let badRow = 5

  private static func row(
    _ row: String, _ options: String = "", says message: String
  ) -> Refusal {
    .fit(Sample.monthly(replacing: badRow, by: row), options, says: message)
  }

  /// What is wrong with the file as a whole.
  static let shapes: [Refusal] = [
    Refusal(
      "fit missing.csv", code: 66,
      says: "missing.csv: no such file; hint: check the spelling and the current folder"),
    Refusal(
      "fit sales.csv/part.csv", code: 66,
      says: "sales.csv/part.csv: no such file: a part of its path is not a folder; "
        + "hint: check the spelling and the current folder"),
    Refusal("fit .", code: 66, says: ".: is a directory, not a file; hint: name a file in it"),
    Refusal(["fit", ""], code: 66, says: "'': the file name is empty; hint: give a name"),
    Refusal(
      ["fit", "no\nsuch\u{1B}[31m.csv"], code: 66,
      says:
        "no\\nsuch\\u{1b}[31m.csv: no such file; hint: check the spelling and the current folder"),
    .fit("", says: "data.csv: the file has no rows"),
    .fit(
      "month,sales\n",
      says: "data.csv:1: no column holds numbers to forecast; columns: 'month', 'sales'"),
    .fit(
      Sample.monthly(rows: 7),
      says: "the series has 7 rows, 1 fewer than the 8 that a fit needs; "
        + "hint: give more history, or merge short series"),
    .fit(
      Sample.monthly(rows: 1),
      says: "data.csv: no step can be told: there is one row a series; "
        + "hint: --step day, or whatever lies between two rows"),
    .fit(
      Sample.monthly() + "2004-0",
      says:
        "data.csv:50: the file looks half written: its last line has 1 field instead of 2 and no "
        + "line end; hint: is it still being written?"),
    Refusal(
      "fit data.csv",
      [
        "data.csv": Sample.monthly().data(using: .utf16LittleEndian) ?? Data()
      ],
      says: "data.csv:1:1: the line holds a NUL byte; "
        + "hint: --encoding utf-16le if it is UTF-16"),
    Refusal(
      "fit data.csv.gz", ["data.csv.gz": Data([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b])],
      says: "data.csv.gz: the gzip data is damaged: it ends too early; "
        + "hint: check it with gzip -t and copy it again"),
  ]

  /// What is wrong with a cell or a line.
  static let cells: [Refusal] = [
    row("2000-06,1,2", says: "data.csv:7: the line has 3 fields, the first line has 2"),
    row("2000-06", says: "data.csv:7: the line has 1 field, the first line has 2"),
    row(
      "2000-06,\"12",
      says: "data.csv:7:2: a quoted field is not closed on its line; "
        + "hint: double a quote that belongs to the text; a field may cross a line with --multiline only"
    ),
    row(
      "2000-06,1\"2",
      says: "data.csv:7:2: a quote stands inside a field that does not begin with one; "
        + "hint: put the whole field in quotes and double the quotes in it"),
    row(
      "2000-06,abc", says: "data.csv:7:2: 'abc' is not a number (column 'sales'); hint: --na abc"),
    row(
      "2000-06,inf", says: "data.csv:7:2: 'inf' is not a number (column 'sales'); hint: --na inf"),
    row(
      "2000-06,0x1F", says: "data.csv:7:2: '0x1F' is not a number (column 'sales')"
    ),
    row("2000-06,1e400", says: "data.csv:7:2: '1e400' is beyond 1e150 (column 'sales')"),
    row(
      "2000-06,1\u{1B}[2J",
      says: "data.csv:7:2: '1\\u{1b}[2J' is not a number (column 'sales')"),
    row(
      "2000-06,1\u{0}2",
      says: "data.csv:7:2: the line holds a NUL byte; "
        + "hint: take it out, if this is a text file"),
    row(
      "2000-06,", "--missing error",
      says: "data.csv:7:2: the value is missing (column 'sales'); "
        + "hint: --missing interpolate, ffill, seasonal, zero or mask"),
    row(
      "2000-06,nan", "--missing error",
      says: "data.csv:7:2: the value is missing (column 'sales'); "
        + "hint: --missing interpolate, ffill, seasonal, zero or mask"),
    .fit(
      Sample.table("month,sales", (0..<36).map { "\(Sample.month($0))," }), "--target sales",
      says: "data.csv: no row has a value (column 'sales')"),
  ]

  /// What is wrong with the times.
  static let times: [Refusal] = [
    .fit(
      Sample.table(
        "date,y",
        (0..<36).map {
          $0 == 13 ? "2001-02-30,5" : "\(Sample.month($0))-01,\(Sample.value($0))"
        }),
      says: "data.csv:15:1: '2001-02-30' is no day of the calendar (column 'date')"),
    row(
      "2000-05,9",
      says:
        "data.csv:7:1: 2000-05 comes twice, first on line 6; hint: --id COLUMN if the file holds "
        + "several series, else --duplicates first, last or mean"),
    row("06/2000,9", says: "data.csv:7:1: '06/2000' is not a time like '2000-01' (column 'month')"),
    .fit(
      Sample.table(
        "time,load",
        (0..<96).map { index in
          let clock = index == 50 ? "02:17" : "\(Sample.twoDigits(index % 24)):00"
          return "2024-01-0\(1 + index / 24) \(clock),\(Sample.value(index))"
        }),
      says:
        "data.csv:52:1: 2024-01-03 02:17 is off the grid: hourly from 2024-01-01 00:00; "
        + "hint: --step if another step is meant"),
  ]

  /// What is wrong with the columns.
  static let columns: [Refusal] = [
    .fit(
      Sample.table("month,sales,visits", (0..<36).map { "\(Sample.month($0)),1\($0),7\($0)" }),
      says: "data.csv:1: several columns could be the target: 'sales', 'visits'; "
        + "hint: --target COLUMN, or --wide if each is a series"),
    .fit(
      Sample.table("cutoff,sales", (0..<36).map { "\(Sample.month($0)),\($0)" }),
      says: "data.csv:1:1: the output has a column 'cutoff' of its own, so --time cannot be it; "
        + "hint: rename the column in the input"),
    .fit(
      Sample.table(
        "method,month,sales",
        ["a", "b"].flatMap { id in (0..<36).map { "\(id),\(Sample.month($0)),\($0)" } }),
      "--id method",
      says: "data.csv:1:1: the output has a column 'method' of its own, so --id cannot be it; "
        + "hint: rename the column in the input"),
    .fit(
      Sample.monthly(), "--target sale",
      says: "data.csv:1: there is no column 'sale'; columns: 'month', 'sales'; hint: --target sales"
    ),
    .fit(
      Sample.monthly(), "--time when",
      says: "data.csv:1: there is no column 'when'; columns: 'month', 'sales'"),
    .fit(
      Sample.panel(), "--id shop",
      says: "data.csv:1: there is no column 'shop'; columns: 'store', 'month', 'sales'"),
    .fit(
      Sample.monthly(), "--delimiter ;",
      says: "data.csv:1: no column holds numbers to forecast; columns: 'month,sales'"),
  ]
}
