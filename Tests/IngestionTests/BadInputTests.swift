import ForecastIngestion
import ForecastSeries
import Testing

/// One fault each, and the whole line that a person sees for it.
struct BadInput: Sendable, CustomTestStringConvertible {
  let text: String
  let error: String
  var options = ReadingOptions()
  var testDescription: String { error }

  init(_ text: String, _ error: String, _ change: (inout ReadingOptions) -> Void = { _ in }) {
    self.text = text
    self.error = error
    change(&options)
  }
}

struct BadInputTests {
  static let daily = "ds,y\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n"

  static let structure = [
    BadInput("", "data.csv: the file has no rows"),
    BadInput("\n\n", "data.csv: the file has no rows"),
    BadInput("ds,y\n", "data.csv: the file has no rows but its header"),
    BadInput("ds,y", "data.csv: the file has no rows but its header"),
    BadInput("\u{FEFF}ds,y\n", "data.csv: the file has no rows but its header"),
    BadInput(
      daily + "2024-01-04\n2024-01-05,5\n", "data.csv:5: the line has 1 field, the first line has 2"
    ),
    BadInput(daily + "2024-01-04,4,5\n", "data.csv:5: the line has 3 fields, the first line has 2"),
    BadInput(
      daily + "2024-01-04",
      "data.csv:5: the file looks half written: its last line has 1 field instead of 2 and no line end; hint: is it still being written?"
    ),
    BadInput(
      daily + "\n2024-01-04,4\n",
      "data.csv:5: a blank line stands between the rows; hint: take it out"),
    BadInput(
      daily + "2024-01-04,\"4\n2024-01-05,5\n",
      "data.csv:5:2: a quoted field is not closed on its line; hint: double a quote that belongs to the text; a field may cross a line with --multiline only"
    ),
    BadInput(
      daily + "2024-01-04,4\"\n",
      "data.csv:5:2: a quote stands inside a field that does not begin with one; hint: put the whole field in quotes and double the quotes in it"
    ),
    BadInput(
      daily + "\"2024-01-04\"x,4\n",
      "data.csv:5:1: text follows the closing quote of a field; hint: put the whole field in quotes and double the quotes in it"
    ),
    BadInput(
      daily + "2024-01-04,\"4\" \n2024-01-05,\"5\n",
      "data.csv:5:2: a blank follows the closing quote of a field; hint: take it out, or --delimiter ', ' if blanks stand beside separators"
    ),
    BadInput(
      daily + "2024-01-04,\"" + String(repeating: "9", count: 70_000) + "\"\n",
      "data.csv:5:2: a field is longer than 64 KiB; hint: is a quote missing?"),
    BadInput(
      daily + "2024-01-04,4\0\n",
      "data.csv:5:2: the line holds a NUL byte; hint: take it out, if this is a text file"
    ),
    BadInput(
      "id,ds,y\na,2024-01-01,1\n,2024-01-02,2\n", "data.csv:3:1: the id is missing (column 'id')"
    ) { $0.identifier = .named("id") },
  ]

  static let firstLines = [
    BadInput(
      "ds y\n2024-01-01,1\n2024-01-02,2\n",
      "data.csv:1: the first line has 1 field, but most lines after it have 2; "
        + "hint: is it the line with the names? --skip 1 passes over it, --columns names the columns"
    ),
    BadInput(
      "Sales of 2024, all shops, net\nds,y\n2024-01-01,1\n2024-01-02,2\n",
      "data.csv:1: the first line has 3 fields, but most lines after it have 2; "
        + "hint: is it the line with the names? --skip 1 passes over it, --columns names the columns"
    ),
    // As the World Bank writes its files: two titles of two cells, blank lines, then the table.
    BadInput(
      "Source,Indicators,\n\nUpdated,2024-09-19,\n\nds,y,a,b,c\n2001,1,2,3,4\n2002,1,2,3,4\n",
      "data.csv:1: the first line has 3 fields, but most lines after it have 5; "
        + "hint: is it the line with the names? --skip 4 passes over it, --columns names the columns"
    ),
  ]

  static let options = [
    BadInput(daily, "a separator is one character, no quote and no line break") {
      $0.separator = UInt8(ascii: "\"")
    },
    BadInput(daily, "a decimal mark is a point or a comma") { $0.decimalMark = 0x27 },
    BadInput(daily, "separator and decimal mark are the same") {
      $0.separator = 0x2C
      $0.decimalMark = 0x2C
    },
    BadInput(
      "2024-01-01,n/a\n2024-01-02,5\n2024-01-03,6\n",
      "data.csv:1:2: 'n/a' is not a number (column 'column2'); hint: --na n/a"),
  ]

  static let values = [
    BadInput(
      "ds,y\n2024-01-01,1\n2024-01-02,n/a\n2024-01-03,3\n",
      "data.csv:3:2: 'n/a' is not a number (column 'y'); hint: --na n/a"),
    BadInput(
      daily + "2024-01-04,not there\n",
      "data.csv:5:2: 'not there' is not a number (column 'y'); hint: --na 'not there'"),
    BadInput(
      daily + "2024-01-04,\u{1B}[31mred\n",
      #"data.csv:5:2: '\u{1b}[31mred' is not a number (column 'y')"#),
    BadInput(
      daily + "2024-01-04," + String(repeating: "long", count: 20) + "\n",
      "data.csv:5:2: 'longlonglonglonglonglonglonglonglonglong…' is not a number (column 'y')"),
    BadInput(
      daily + "2024-01-04,inf\n", "data.csv:5:2: 'inf' is not a number (column 'y'); hint: --na inf"
    ),
    BadInput(
      daily + "2024-01-04,nan(0x1)\n",
      "data.csv:5:2: 'nan(0x1)' is not a number (column 'y')"),
    BadInput(
      daily + "2024-01-04,0x1F\n",
      "data.csv:5:2: '0x1F' is not a number (column 'y')"),
    BadInput(daily + "2024-01-04,1e151\n", "data.csv:5:2: '1e151' is beyond 1e150 (column 'y')"),
    BadInput(
      daily + "2024-01-04,1e999999999999\n",
      "data.csv:5:2: '1e999999999999' is beyond 1e150 (column 'y')"),
    BadInput(
      daily + "2024-01-04,9007199254740993\n",
      "data.csv:5:2: '9007199254740993' has more digits than a number can hold (column 'y')"),
    BadInput(
      daily + "2024-01-04,1 2\n",
      "data.csv:5:2: '1 2' is not a number (column 'y')"),
    BadInput(
      daily + "2024-01-04,\"1,234\"\n",
      "data.csv:5:2: '1,234' can be 1.234 or 1234 (column 'y'); "
        + "hint: --decimal , or --thousands ,"),
    BadInput(
      "ds;y\n2024-01-01;1.5\n2024-01-02;1,5\n",
      "data.csv:3:2: '1,5' is not a number (column 'y'); hint: --decimal ,"),
    BadInput(
      "ds;y\n2024-01-01;1,234\n2024-01-02;5,678\n",
      "data.csv:2:2: '1,234' can be 1.234 or 1234; hint: --decimal , or --thousands ,"),
    BadInput(
      "ds;y\n2024-01-01;1.234\n2024-01-02;5.678\n",
      "data.csv:2:2: '1.234' can be 1.234 or 1234; hint: --decimal . or --thousands ."),
    BadInput("ds,y\n2024-01-01,\n2024-01-02,NA\n", "data.csv: no row has a value (column 'y')"),
    BadInput(
      daily + "2024-01-04,\n2024-01-05,5\n",
      "data.csv:5:2: the value is missing (column 'y'); hint: --missing interpolate, ffill, seasonal, zero or mask"
    ) { $0.refusesMissing = true },
    BadInput(
      daily + "2024-01-07,\n",
      "data.csv:5:1: 2024-01-04 … 2024-01-06 are missing before this row; hint: --missing interpolate, ffill, seasonal, zero or mask"
    ) { $0.refusesMissing = true },
    BadInput(
      daily + "2024-01-05,5\n",
      "data.csv:5:1: 2024-01-04 is missing before this row; hint: --missing interpolate, ffill, seasonal, zero or mask"
    ) { $0.refusesMissing = true },
  ]

  static let times = [
    BadInput(
      daily + "2024-02-30,4\n", "data.csv:5:1: '2024-02-30' is no day of the calendar (column 'ds')"
    ),
    BadInput(
      daily + "2023-02-29,4\n", "data.csv:5:1: '2023-02-29' is no day of the calendar (column 'ds')"
    ),
    BadInput(
      daily + "0000-01-01,4\n", "data.csv:5:1: '0000-01-01' is no day of the calendar (column 'ds')"
    ),
    BadInput(
      daily + "04/01/2024,4\n",
      "data.csv:5:1: '04/01/2024' is not a time like '2024-01-01' (column 'ds')"),
    BadInput(daily + ",4\n", "data.csv:5:1: the time is missing (column 'ds')"),
    BadInput(
      daily + "2024-01-04 00:00,4\n",
      "data.csv:5:1: '2024-01-04 00:00' is not a time like '2024-01-01' (column 'ds')"),
    BadInput(
      "ds,y\n2024-01-01 23:00,1\n2024-01-01 24:01,2\n",
      "data.csv:3:1: '2024-01-01 24:01' is no time of the clock (column 'ds')"),
    BadInput(
      "ds,y\n2024-01-01 00:00:59,1\n2024-01-01 00:00:60,2\n",
      "data.csv:3:1: '2024-01-01 00:00:60' is no time of the clock (column 'ds')"),
    BadInput(
      "ds,y\n2024-01-01T00:00Z,1\n2024-01-01T01:00,2\n",
      "data.csv:3:1: '2024-01-01T01:00' has no offset from UTC, but earlier rows have one (column 'ds')"
    ),
    BadInput(
      "ds,y\n2024-01-01T00:00,1\n2024-01-01T01:00Z,2\n",
      "data.csv:3:1: '2024-01-01T01:00Z' has an offset from UTC, but earlier rows have none (column 'ds')"
    ),
    BadInput(
      "ds,y\n2024-01-01T00:00Z,1\n2024-01-01T01:00Z,1\n2024-01-01T01:00+2,2\n",
      "data.csv:4:1: '2024-01-01T01:00+2' is not a time like '2024-01-01T00:00Z' (column 'ds')"),
    BadInput(
      "ds,y\n01/02/2024,1\n02/02/2024,2\n",
      "data.csv:2:1: '01/02/2024' can be 2024-02-01 or 2024-01-02 (column 'ds'); hint: --date-format dd/MM/yyyy or --date-format MM/dd/yyyy"
    ),
    BadInput(
      "ds,y\n13/02/2024,1\n02/14/2024,2\n",
      "data.csv:2:1: some times have the day first, others the month (column 'ds'); hint: --date-format dd/MM/yyyy or --date-format MM/dd/yyyy"
    ),
    BadInput("ds,y\n1,1\n2.5,2\n3,3\n", "data.csv:3:1: '2.5' is not an integer (column 'ds')"),
    BadInput(
      "ds,y\n1,1\n2,1\n9999999999999999,2\n",
      "data.csv:4:1: '9999999999999999' has more than 15 digits (column 'ds')"),
    BadInput(
      "ds,y\nlater,1\nsooner,2\n",
      "data.csv:2:1: column 'ds' should hold the times, but 'later' is not a time that is read; hint: --date-format 'dd.MM.yyyy HH:mm' as they are written, --time with another column, or --time none to count the rows"
    ),
    BadInput(
      daily + "2024-01-02,4\n",
      "data.csv:5:1: 2024-01-02 comes twice, first on line 3; hint: --id COLUMN if the file holds several series, else --duplicates first, last or mean"
    ),
    BadInput(
      "id,ds,y\na,2024-01-01,1\na,2024-01-02,1\na,2024-01-01,2\n",
      "data.csv:4:2: 2024-01-01 comes twice in series 'a', first on line 2; hint: --duplicates first, last or mean"
    ),
    BadInput(
      "ds,y\n2024-01-01,1\n2024-01-08,2\n2024-01-15,3\n2024-01-20,4\n",
      "data.csv:5:1: 2024-01-20 is off the grid: weekly from 2024-01-01; hint: --step if another step is meant"
    ),
    BadInput(
      "ds,y\n2024-01-31,1\n2024-02-29,2\n2024-03-30,3\n2024-04-30,4\n",
      "data.csv:4:1: 2024-03-30 is off the grid: monthly from 2024-01-31; hint: --step if another step is meant"
    ),
    BadInput(
      "unique_id,ds,y\nn,2024-01-01,1\nn,2024-02-01,2\ns,2024-01-01,1\ns,2024-01-02,1\ne,2024-01-01,1\ne,2024-02-01,1\n",
      "data.csv:5:2: 2024-01-02 is off the grid in series 's': monthly from 2024-01-01; hint: --step if another step is meant"
    ),
    BadInput(
      daily,
      "data.csv:3:1: 2024-01-02 is off the grid: monthly from 2024-01-01; hint: leave --step out to find the step"
    ) { $0.step = Frequency(.month) },
    BadInput(
      "ds,y\n2024-01-06,1\n2024-01-08,2\n",
      "data.csv:2:1: 2024-01-06 is off the grid: business days from 2024-01-08; hint: leave --step out to find the step"
    ) { $0.step = Frequency(.businessDay) },
    BadInput(daily, "data.csv: --step index counts integers, but the times are dates") {
      $0.step = Frequency(.index)
    },
    BadInput(
      "ds,y\n2024-01-01,1\n",
      "data.csv: no step can be told: there is one row a series; hint: --step day, or whatever lies between two rows"
    ),
    BadInput(
      "ds,y\n0024-01-01,1\n2024-01-01,1\n2024-01-02,1\n2024-01-03,1\n",
      "data.csv:3:1: 730485 steps (daily) lie between 0024-01-01 on line 2 and this row; hint: is a time mistyped? else --step with a longer step"
    ),
    BadInput(
      "month,day,y\n1,1,1\n1,2,1\n",
      "data.csv:1: the time stands in several columns ('month', 'day'), but not from the year down; hint: --time none to count the rows"
    ),
    BadInput(
      daily,
      "'nonsense' is no date format; hint: yyyy year, MM month, dd day, HH hour, mm minute, ss second: --date-format 'dd.MM.yyyy HH:mm'"
    ) { $0.dateFormat = "nonsense" },
  ]

  static let columns = [
    BadInput(
      "ds,a,b\n2024-01-01,1,2\n",
      "data.csv:1: several columns could be the target: 'a', 'b'; hint: --target COLUMN, or --wide if each is a series"
    ),
    BadInput(daily, "data.csv:1: there is no column 'sales'; columns: 'ds', 'y'") {
      $0.target = "sales"
    },
    BadInput(
      "date,sales,price\n2024-01-01,1,2\n",
      "data.csv:1: there is no column 'sale'; columns: 'date', 'sales', 'price'; hint: --target sales"
    ) { $0.target = "sale" },
    BadInput(daily, "data.csv:1: there is no column 'date'; columns: 'ds', 'y'") {
      $0.time = .named("date")
    },
    BadInput(daily, "data.csv:1:1: column 'ds' cannot play two parts") {
      $0.identifier = .named("ds")
      $0.time = .named("ds")
    },
    BadInput(daily, "data.csv:1:1: column 'ds' holds times, not numbers") { $0.target = "ds" },
    BadInput("ds,y,y\n2024-01-01,1,2\n", "data.csv:1: 2 columns are called 'y' (fields 2 and 3)"),
    BadInput("ds,y,y\n2024-01-01,1,2\n", "data.csv:1: 2 columns are called 'y' (fields 2 and 3)") {
      $0.target = "y"
    },
    BadInput(
      "cutoff,y\n2024-01-01,1\n2024-01-02,1\n",
      "data.csv:1:1: the output has a column 'cutoff' of its own, so --time cannot be it; hint: rename the column in the input"
    ),
    BadInput(
      "method,ds,y\na,2024-01-01,1\nb,2024-01-01,1\n",
      "data.csv:1:1: the output has a column 'method' of its own, so --id cannot be it; hint: rename the column in the input"
    ) { $0.identifier = .named("method") },
    BadInput(
      "code,name,ds,y\na,A,2024-01-01,1\nb,B,2024-01-01,1\na,A,2024-01-02,1\nb,B,2024-01-02,1\n",
      "data.csv:1: several columns could be the id of the series: 'code', 'name'; hint: --id COLUMN, or --id COLUMN,COLUMN where they make it together"
    ),
    BadInput(
      "from,to,y\n2024-01-01,2024-01-02,1\n2024-01-02,2024-01-03,2\n",
      "data.csv:1: several columns hold times: 'from', 'to'; hint: --time COLUMN"),
    BadInput(
      "name,place\nanna,here\nbert,there\n",
      "data.csv:1: no column holds numbers to forecast; columns: 'name', 'place'"),
    BadInput(
      "name,place\nanna,here\nbert,there\n",
      "data.csv:1: no column holds numbers to forecast; columns: 'name', 'place'"
    ) { $0.isWide = true },
    BadInput(
      "ds,v\n2024-01-01,\"112,00 €\"\n2024-01-02,\"118,00 €\"\n",
      "data.csv:2:2: '112,00 €' is not a number (column 'v'), and no column holds numbers to forecast; "
        + "columns: 'ds', 'v'; hint: --decimal , --strip €"),
    BadInput(
      "ds;name;v\n2024-01-01;a;?\n2024-01-02;b;5 kg\n2024-01-03;c;6 kg\n",
      "data.csv:3:3: '5 kg' is not a number (column 'v'), and no column holds numbers to forecast; "
        + "columns: 'ds', 'name', 'v'; hint: --strip kg"),
    BadInput(
      "ds,v\n2024-01-01,\"1,234\"\n2024-01-02,\"5,678\"\n",
      "data.csv:2:2: '1,234' can be 1.234 or 1234 (column 'v'), and no column holds numbers to forecast; "
        + "columns: 'ds', 'v'; hint: --decimal , or --thousands ,"),
    BadInput(
      "ds,v\n2024-01-01,131.03K\n2024-01-02,1.2M\n",
      "data.csv:1: no column holds numbers to forecast; columns: 'ds', 'v'"),
    BadInput(
      daily, "--wide takes each numeric column as a series, so it goes without --target and --id"
    ) {
      $0.isWide = true; $0.target = "y"
    },
  ]

  @Test(arguments: structure + firstLines + options + values + times + columns)
  func `a bad input is told in one clear line`(_ input: BadInput) throws {
    let error = #expect(throws: IngestionError.self) {
      try PanelReader.read(bytes: Array(input.text.utf8), name: "data.csv", options: input.options)
    }
    #expect(error?.description == input.error)
  }
}
