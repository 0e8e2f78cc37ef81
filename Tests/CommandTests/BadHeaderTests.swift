import Foundation
import Testing

/// First lines, and options, that do not fit the rows below.
@Suite(.program) struct BadHeaderTests {
  @Test(arguments: all)
  func `a header that does not fit its rows is refused`(_ refusal: Refusal) throws {
    try refusal.check()
  }

  /// A good file with another first line.
  private static func head(
    _ names: String, _ options: String = "", code: Int32 = 65, says message: String
  ) -> Refusal {
    let rows = Sample.monthly(rows: 36).drop { $0 != "\n" }
    let call = "fit data.csv " + options + " " + Sample.quick
    return Refusal(call, ["data.csv": Data((names + rows).utf8)], code: code, says: message)
  }

  static let all: [Refusal] = [
    head("month,month", says: "data.csv:1: 2 columns are called 'month' (fields 1 and 2)"),
    head(
      "month,sales,sales",
      says:
        "data.csv:1: the first line has 3 fields, but most lines after it have 2; hint: is it the line with the names? --skip 1 passes over it, --columns names the columns"
    ),
    head(
      "month",
      says:
        "data.csv:1: the first line has 1 field, but most lines after it have 2; hint: is it the line with the names? --skip 1 passes over it, --columns names the columns"
    ),
    head(
      "month;sales",
      says:
        "data.csv:1: the first line has 1 field, but most lines after it have 2; hint: is it the line with the names? --skip 1 passes over it, --columns names the columns"
    ),
    head(
      "\"month,sales",
      says:
        "data.csv:1:1: a quoted field is not closed on its line; hint: double a quote that belongs to the text; a field may cross a line with --multiline only"
    ),
    head(
      "month,sales,",
      says:
        "data.csv:1: the first line has 3 fields, but most lines after it have 2; hint: is it the line with the names? --skip 1 passes over it, --columns names the columns"
    ),
    head(
      "cutoff,sales",
      says:
        "data.csv:1:1: the output has a column 'cutoff' of its own, so --time cannot be it; hint: rename the column in the input"
    ),
    head(
      "forecast,sales", "--time forecast",
      says:
        "data.csv:1:1: the output has a column 'forecast' of its own, so --time cannot be it; hint: rename the column in the input"
    ),
    head(
      "month,sales", "--target month", says: "data.csv:1:1: column 'month' holds times, not numbers"
    ),
    head(
      "month,sales", "--time sales",
      says:
        "data.csv:2:2: column 'sales' should hold the times, but '100.00' is not a time that is read; hint: --date-format 'dd.MM.yyyy HH:mm' as they are written, --time with another column, or --time none to count the rows"
    ),
    head(
      "month,sales", "--id month",
      says:
        "every series is too short: the longest has 1 row, 7 fewer than the 8 that a fit needs; hint: give more history, or merge short series"
    ),
    head(
      "month,sales", "--id month,sales",
      says: "data.csv:1: no column holds numbers to forecast; columns: 'month', 'sales'"),
    head(
      "month,sales", "--time none --target month",
      says: "data.csv:1:1: column 'month' holds times, not numbers"),
    head(
      "month,sales", "--columns a", says: "data.csv:2: the line has 2 fields, the first line has 1"),
    head(
      "month,sales", "--columns a,a", code: 64,
      says: "--columns 'a,a' has an empty name, or one twice; hint: --columns date,sales"),
    head(
      "month,sales", "--columns a,b,c",
      says: "data.csv:2: the line has 2 fields, the first line has 3"),
    head(
      "month,sales", "--no-header --target sales",
      says: "data.csv:1: there is no column 'sales'; columns: 'column1', 'column2'"),
    head("month,sales", "--skip 40", says: "data.csv: the file has no rows"),
    head(
      "month,sales", "--delimiter tab",
      says: "data.csv:1: no column holds numbers to forecast; columns: 'month,sales'"),
    head(
      "month,sales", "--delimiter |",
      says: "data.csv:1: no column holds numbers to forecast; columns: 'month,sales'"),
    head(
      "month,sales", "--quote 2",
      says:
        "data.csv:2:1: a quoted field is not closed on its line; hint: double a quote that belongs to the text; a field may cross a line with --multiline only"
    ),
    head(
      "month,sales", "--date-format dd.MM.yyyy",
      says: "data.csv:2:1: '2000-01' is not a time like '01.01.1970' (column 'month')"),
    head(
      "month,sales", "--step day",
      says:
        "data.csv: the rows are monthly, not daily as the step says: 1030 of 1066 times would have no row; hint: leave --step out, or --step month"
    ),
    head(
      "month,sales", "--step week",
      says:
        "data.csv: the rows are monthly, not weekly as the step says: 121 of 127 times would have no row; hint: leave --step out, or --step month"
    ),
    head(
      "month,sales", "--step hour",
      says:
        "data.csv: the rows are monthly, not hourly as the step says: 25525 of 25561 times would have no row; hint: leave --step out, or --step month"
    ),
    head(
      "month,sales", "--step quarter",
      says:
        "data.csv:3:1: 2000-02 is off the grid: quarterly from 2000-01; hint: leave --step out to find the step"
    ),
    head(
      "month,sales", "--step index", code: 64,
      says: "data.csv: --step index counts integers, but the times are dates"),
    head(
      "month,sales", "--tz Europe/Nowhere", code: 64,
      says:
        "--tz 'Europe/Nowhere' is no time zone of this system; hint: a name such as Europe/Berlin, America/New_York or UTC; or install the package tzdata"
    ),
    head(
      "month,sales", "--tz ../../etc/passwd", code: 64,
      says:
        "--tz '../../etc/passwd' is no time zone of this system; hint: a name such as Europe/Berlin, America/New_York or UTC; or install the package tzdata"
    ),
    head(
      "month,sales", "--ignore 2000-01:2002-12",
      says: "data.csv: no row has a value (column 'sales')"),
    head(
      "month,sales", "--ignore soon:later", code: 64,
      says: "--ignore 'soon:later' is no stretch of times; hint: --ignore 2000-01:2002-12"),
    head(
      "month,sales", "--encoding utf-16le",
      says:
        "data.csv:1: no column holds numbers to forecast; columns: '\u{6f6d}\u{746e}\u{2c68}\u{6173}\u{656c}\u{a73}\u{3032}\u{3030}\u{302d}\u{2c31}\u{3031}\u{2e30}\u{3030}\u{320a}\u{3030}\u{2d30}\u{3230}\u{312c}\u{3630}\u{302e}\u{a30}\u{3032}\u{3030}\u{302d}\u{2c33}\u{3131}\u{2e30}\u{3636}\u{320a}\u{3030}\u{2d30}\u{3430}\u{312c}\u{3331}\u{302e}\u{a30}\u{3032}\u{3030}\u{302d}\u{2c35}\u{3131}\u{2e32}\u{3636}\u{320a}\u{3030}…'"
    ),
    head(
      "month,sales", "--encoding utf-16be",
      says:
        "data.csv:1: no column holds numbers to forecast; columns: '\u{6d6f}\u{6e74}\u{682c}\u{7361}\u{6c65}\u{730a}\u{3230}\u{3030}\u{2d30}\u{312c}\\u{3130}\u{302e}\u{3030}\u{a32}\u{3030}\u{302d}\u{3032}\u{2c31}\u{3036}\u{2e30}\u{300a}\u{3230}\u{3030}\u{2d30}\u{332c}\u{3131}\u{302e}\u{3636}\u{a32}\u{3030}\u{302d}\u{3034}\u{2c31}\u{3133}\u{2e30}\u{300a}\u{3230}\u{3030}\u{2d30}\u{352c}\u{3131}\u{322e}\u{3636}\u{a32}…'"
    ),
    head(
      "month,sales", "--encoding ebcdic", code: 64,
      says: "--encoding 'ebcdic' is unknown; hint: one of utf-8, latin-1, utf-16le, utf-16be"),
    head(
      "month,sales", "--wide --target sales", code: 64,
      says: "--wide takes each numeric column as a series, so it goes without --target and --id"),
    head(
      "month,sales", "--holdout 30",
      says: "--holdout 30 leaves 6 of 36 rows, and a fit needs 8; hint: --holdout 28 at most"),
    head(
      "month,sales", "--levels 99.99",
      says:
        "the 99.99 % interval takes 19999 independent held-out windows to calibrate, and the data give 24; hint: give more history, or leave --levels out: its default is not held to this"
    ),
    head(
      "month,sales", "--id store",
      says: "data.csv:1: there is no column 'store'; columns: 'month', 'sales'"),
    head(
      "m\u{0}nth,sales",
      says:
        "data.csv:1:1: the line holds a NUL byte; hint: take it out, if this is a text file"
    ),
    head(
      "month,sa\u{1b}les", "--target x",
      says: "data.csv:1: there is no column 'x'; columns: 'month', 'sa\\u{1b}les'"),
    head(
      "month,s\u{0}les",
      says:
        "data.csv:1:2: the line holds a NUL byte; hint: take it out, if this is a text file"
    ),
  ]
}
