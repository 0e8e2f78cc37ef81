import Testing

/// Small files that are wrong as a whole.
@Suite(.program) struct BadTableTests {
  @Test(arguments: all)
  func `a file that is no table of a series is refused`(_ refusal: Refusal) throws {
    try refusal.check()
  }

  private static func file(_ text: String, _ options: String = "", says message: String) -> Refusal
  {
    .fit(text, options + " " + Sample.quick, says: message)
  }

  static let all: [Refusal] = [
    file("", says: "data.csv: the file has no rows"),
    file("\n", says: "data.csv: the file has no rows"),
    file("\n\n\n", says: "data.csv: the file has no rows"),
    file(
      "month,sales",
      says: "data.csv:1: no column holds numbers to forecast; columns: 'month', 'sales'"),
    file(
      "month,sales\n",
      says: "data.csv:1: no column holds numbers to forecast; columns: 'month', 'sales'"),
    file(
      "month,sales\r\n",
      says: "data.csv:1: no column holds numbers to forecast; columns: 'month', 'sales'"),
    file("\u{feff}", says: "data.csv: the file has no rows"),
    file(
      "\u{feff}month,sales\n",
      says: "data.csv:1: no column holds numbers to forecast; columns: 'month', 'sales'"),
    file(" ", says: "data.csv:1: no column holds numbers to forecast; columns: 'column1'"),
    file("a", says: "data.csv:1: no column holds numbers to forecast; columns: 'a'"),
    file(
      "1",
      says:
        "the series has 1 row, 7 fewer than the 8 that a fit needs; hint: give more history, or merge short series"
    ),
    file(
      "1\n2\n3\n",
      says:
        "the series has 3 rows, 5 fewer than the 8 that a fit needs; hint: give more history, or merge short series"
    ),
    file("a\nb\nc\n", says: "data.csv:1: no column holds numbers to forecast; columns: 'a'"),
    file("x,y\n", says: "data.csv: the file has no rows but its header"),
    file(
      "2024-01-01,1\n",
      says:
        "data.csv: no step can be told: there is one row a series; hint: --step day, or whatever lies between two rows"
    ),
    file(
      "month,sales\n2000-01,1\n",
      says:
        "data.csv: no step can be told: there is one row a series; hint: --step day, or whatever lies between two rows"
    ),
    file(
      "month,sales\n2000-01,1\n2000-02,2\n",
      says:
        "the series has 2 rows, 6 fewer than the 8 that a fit needs; hint: give more history, or merge short series"
    ),
    file(
      "month,sales\n2000-01,1\n2000-01,1\n2000-01,1\n",
      says:
        "data.csv:3:1: 2000-01 comes twice, first on line 2; hint: --id COLUMN if the file holds several series, else --duplicates first, last or mean"
    ),
    file(
      "name,place\nanna,here\nbert,there\n",
      says: "data.csv:1: no column holds numbers to forecast; columns: 'name', 'place'"),
    file(
      "date,a,b\n2024-01-01,1,2\n2024-01-02,1,2\n",
      says:
        "data.csv:1: several columns could be the target: 'a', 'b'; hint: --target COLUMN, or --wide if each is a series"
    ),
    file(
      "from,to,y\n2024-01-01,2024-01-02,1\n2024-01-02,2024-01-03,2\n",
      says: "data.csv:1: several columns hold times: 'from', 'to'; hint: --time COLUMN"),
    file(
      "{\"month\":\"2000-01\",\"sales\":1}\n",
      says:
        "data.csv:1:1: a quote stands inside a field that does not begin with one; hint: put the whole field in quotes and double the quotes in it"
    ),
    file(
      "[1,2,3]\n", says: "data.csv:1: no column holds numbers to forecast; columns: '[1', '2', '3]'"
    ),
    file(
      "<table><tr><td>1</td></tr></table>\n",
      says:
        "data.csv:1: no column holds numbers to forecast; columns: '<table><tr><td>1</td></tr></table>'"
    ),
    file("%PDF-1.7\n1 0 obj\n", says: "data.csv:2: the line has 3 fields, the first line has 1"),
    file(
      "month\tsales\n2000-01,1\n", says: "data.csv:2: the line has 1 field, the first line has 2"),
    file(
      "\"month\",\"sales\"\n\"2000-01\",\"1\"x\n",
      says:
        "data.csv:2:2: text follows the closing quote of a field; hint: put the whole field in quotes and double the quotes in it"
    ),
    file(
      "id,date,y\na,2024-01-01,1\n,2024-01-02,2\n",
      says:
        "the series has 2 rows, 6 fewer than the 8 that a fit needs; hint: give more history, or merge short series"
    ),
    file(
      "id,date,y\na,2024-01-01,1\na,2024-01-01,1\nb,2024-01-01,1\n",
      says:
        "data.csv:3:2: 2024-01-01 comes twice in series 'a', first on line 2; hint: --duplicates first, last or mean"
    ),
    file(
      "date,y\n01/02/2024,1\n02/02/2024,2\n",
      says:
        "data.csv:2:1: '01/02/2024' can be 2024-02-01 or 2024-01-02 (column 'date'); hint: --date-format dd/MM/yyyy or --date-format MM/dd/yyyy"
    ),
    file(
      "date,y\n13/02/2024,1\n02/14/2024,2\n",
      says:
        "data.csv:2:1: some times have the day first, others the month (column 'date'); hint: --date-format dd/MM/yyyy or --date-format MM/dd/yyyy"
    ),
    file(
      "date,y\n2024-01-01T00:00Z,1\n2024-01-01T01:00,2\n",
      says:
        "data.csv:3:1: '2024-01-01T01:00' has no offset from UTC, but earlier rows have one (column 'date')"
    ),
    file(
      "date,y\n2024-01-01,1\n2024-01-02,n/a\n",
      says: "data.csv:3:2: 'n/a' is not a number (column 'y'); hint: --na n/a"),
    file(
      "date,y\n2024-01-01,1\n2024-01-05,2\n2024-01-06,3\n",
      says:
        "the series has 6 rows, 2 fewer than the 8 that a fit needs; hint: give more history, or merge short series"
    ),
    file(
      "date;y\n2024-01-01;1,234\n2024-01-02;5,678\n",
      says: "data.csv:2:2: '1,234' can be 1.234 or 1234; hint: --decimal , or --thousands ,"),
    file(
      "date;y\n2024-01-01;1.234\n2024-01-02;5.678\n",
      says: "data.csv:2:2: '1.234' can be 1.234 or 1234; hint: --decimal . or --thousands ."),
    file(
      "date;y\n2024-01-01;1.5\n2024-01-02;1,5\n",
      says: "data.csv:3:2: '1,5' is not a number (column 'y'); hint: --decimal ,"),
    file(
      "date,v\n2024-01-01,\"1,234\"\n2024-01-02,\"5,678\"\n",
      says:
        "data.csv:2:2: '1,234' can be 1.234 or 1234 (column 'v'), and no column holds numbers to forecast; columns: 'date', 'v'; hint: --decimal , or --thousands ,"
    ),
    file("ds,y\n1,1\n2.5,2\n3,3\n", says: "data.csv:3:1: '2.5' is not an integer (column 'ds')"),
    file(
      "ds,y\n1,1\n2,1\n9999999999999999,2\n",
      says: "data.csv:4:1: '9999999999999999' has more than 15 digits (column 'ds')"),
    file(
      "ds,y\nlater,1\nsooner,2\n",
      says:
        "data.csv:2:1: column 'ds' should hold the times, but 'later' is not a time that is read; hint: --date-format 'dd.MM.yyyy HH:mm' as they are written, --time with another column, or --time none to count the rows"
    ),
    file(
      "month,day,y\n1,1,1\n1,2,1\n",
      says:
        "data.csv:1: the time stands in several columns ('month', 'day'), but not from the year down; hint: --time none to count the rows"
    ),
    file(
      "Sales of 2024, all shops, net\nds,y\n2024-01-01,1\n2024-01-02,2\n",
      says:
        "data.csv:1: the first line has 3 fields, but most lines after it have 2; hint: is it the line with the names? --skip 1 passes over it, --columns names the columns"
    ),
    file(
      "ds y\n2024-01-01,1\n2024-01-02,2\n",
      says:
        "data.csv:1: the first line has 1 field, but most lines after it have 2; hint: is it the line with the names? --skip 1 passes over it, --columns names the columns"
    ),
    file(
      "code,name,ds,y\na,A,2024-01-01,1\nb,B,2024-01-01,1\na,A,2024-01-02,1\nb,B,2024-01-02,1\n",
      says:
        "data.csv:1: several columns could be the id of the series: 'code', 'name'; hint: --id COLUMN, or --id COLUMN,COLUMN where they make it together"
    ),
    file(
      "ds,y\n0024-01-01,1\n2024-01-01,1\n2024-01-02,1\n2024-01-03,1\n",
      says:
        "data.csv:3:1: 730485 steps (daily) lie between 0024-01-01 on line 2 and this row; hint: is a time mistyped? else --step with a longer step"
    ),
    file("date,y\n2024-01-01,\n2024-01-02,NA\n", says: "data.csv: no row has a value (column 'y')"),
    file(
      "date,y\n2024-01-01,1\n\n2024-01-02,2\n",
      says: "data.csv:3: a blank line stands between the rows; hint: take it out"),
    file(
      "date,y\n2024-01-01,1\n2024-01-0",
      says:
        "data.csv:3: the file looks half written: its last line has 1 field instead of 2 and no line end; hint: is it still being written?"
    ),
    file(
      "date,y\n2024-01-01,1\n2024-01-05,2\n2024-01-06,3\n2024-01-07,3\n", "--missing error",
      says:
        "data.csv:3:1: 2024-01-02 … 2024-01-04 are missing before this row; hint: --missing interpolate, ffill, seasonal, zero or mask"
    ),
    file(
      "time,y\n2024-03-31 00:30,1\n2024-03-31 01:30,1\n2024-03-31 02:30,1\n2024-03-31 03:30,1\n2024-03-31 04:30,1\n2024-03-31 05:30,1\n2024-03-31 06:30,1\n2024-03-31 07:30,1\n",
      "--tz Europe/Berlin",
      says:
        "data.csv:4:1: 2024-03-31 02:30 is skipped where the clock of Europe/Berlin is set forward; hint: --tz with the zone of the times, or UTC"
    ),
    file(
      "time,y\n2024-03-31 00:00,1\n2024-03-31 01:00,1\n2024-03-31 03:00,1\n2024-03-31 02:00,1\n2024-03-31 04:00,1\n2024-03-31 05:00,1\n2024-03-31 06:00,1\n2024-03-31 07:00,1\n2024-03-31 08:00,1\n",
      "--tz Europe/Berlin",
      says:
        "data.csv:5:1: 2024-03-31 02:00 is skipped where the clock of Europe/Berlin is set forward; hint: --tz with the zone of the times, or UTC"
    ),
    file(
      "time,y\n2024-10-27 00:00,1\n2024-10-27 01:00,1\n2024-10-27 02:00,1\n2024-10-27 02:00,1\n2024-10-27 02:00,1\n2024-10-27 03:00,1\n2024-10-27 04:00,1\n2024-10-27 05:00,1\n2024-10-27 06:00,1\n",
      "--tz Europe/Berlin",
      says:
        "data.csv:6:1: 2024-10-27 02:00 comes twice, first on line 5; hint: --id COLUMN if the file holds several series, else --duplicates first, last or mean"
    ),
  ]
}
