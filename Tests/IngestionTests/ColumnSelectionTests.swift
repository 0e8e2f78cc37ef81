import ForecastIngestion
import ForecastSeries
import Testing

struct ColumnSelectionTests {
  /// The id, time and target that are taken of a file.
  private func roles(_ text: String, _ change: (inout ReadingOptions) -> Void = { _ in }) throws
    -> [String?]
  {
    let schema = try reading(text, change).schema
    return [schema.identifierColumn, schema.timeColumn, schema.targetColumn]
  }

  @Test(
    arguments: [
      ("unique_id,ds,y,x\na,1,2,3\nb,1,2,3\n", "unique_id", "ds", "y"),
      (
        "item_id,timestamp,target,x\na,2024-01-01,2,3\na,2024-01-02,2,3\n", "item_id", "timestamp",
        "target"
      ),
      ("UNIQUE_ID,DS,Y\na,1,2\na,2,2\n", "UNIQUE_ID", "DS", "Y"),
      ("shop,when,sold\na,2024-01-01,2\nb,2024-01-01,3\na,2024-01-02,3\n", "shop", "when", "sold"),
      ("id,Month,x\n7,2024-01,2\n7,2024-02,3\n8,2024-01,3\n", "id", "Month", "x"),
    ] as [(String, String, String, String)])
  func `known names come first, then what the columns hold`(
    _ text: String, _ identifier: String, _ time: String, _ target: String
  ) throws {
    let plain = text.split(separator: "\\\n").joined(separator: "\n") + "\n"
    #expect(try roles(plain) == [identifier, time, target])
  }

  @Test func `a clock comes before a day`() throws {
    let text = "Date,Time,x\n2024-01-01,2024-01-01 00:00,1\n2024-01-01,2024-01-01 01:00,2\n"
    #expect(try roles(text) == [nil, "Time", "x"])
    #expect(try reading(text).notes == ["columns left out: 'Date'"])
  }

  @Test func `a text column is no id while stamps do not repeat`() throws {
    let text = "day,holiday,x\n2024-01-01,yes,1\n2024-01-02,no,2\n2024-01-03,no,3\n"
    #expect(try roles(text) == [nil, "day", "x"])
  }

  @Test func `an unnamed column that numbers the rows is no target`() throws {
    #expect(try roles(",date,x\n0,2024-01-01,5\n1,2024-01-02,7\n") == [nil, "date", "x"])
  }

  @Test(arguments: ["id", "Id", "row", "rownames", "No", "nr", "index"])
  func `a first column that numbers the rows is no target, whatever it is called`(
    _ name: String
  ) throws {
    let text = "\(name),date,x\n1,2024-01-01,5\n2,2024-01-02,7\n"
    #expect(try roles(text) == [nil, "date", "x"])
    #expect(try reading(text).notes == ["columns left out: '\(name)'"])
    #expect(throws: IngestionError.self, "it does not count the rows") {
      try roles(text.replacing("\n2,", with: "\n3,"))
    }
    #expect(throws: IngestionError.self, "it does not begin with the first row") {
      try roles(text.replacing("\n2,", with: "\n8,").replacing("\n1,", with: "\n7,"))
    }
  }

  @Test func `a row number called id is no id`() throws {
    #expect(try roles("id,date,y\n1,2024-01-01,5\n2,2024-01-02,7\n") == [nil, "date", "y"])
  }

  @Test func `options name columns in any case`() throws {
    let text = "shop,day,sold,price\na,2024-01-01,1,2\na,2024-01-02,1,2\n"
    #expect(
      try roles(text) {
        $0.identifier = .named("SHOP")
        $0.time = .named("Day")
        $0.target = "PRICE"
      } == ["shop", "day", "price"])
  }

  @Test func `a column called t is a time only where it counts`() throws {
    #expect(try roles("t,x\n1,5\n2,7\n4,8\n5,8\n6,9\n") == [nil, "t", "x"])
    #expect(try roles("T,y\n13.6,5\n13.3,7\n") == [nil, nil, "y"])
    #expect(try roles("T,y\n13,5\n12,7\n13,5\n") == [nil, nil, "y"])
  }

  @Test func `no time column can be asked for`() throws {
    let text = "day,sold\n2024-01-01,1\n2024-01-09,2\n"
    let result = try reading(text) { $0.time = .absent }
    #expect(values(result) == [1, 2])
    #expect(result.schema.timeColumn == nil)
  }

  @Test func `a quoted header is a header like any other`() throws {
    #expect(
      try roles("\"Date\",\"Births\"\n\"1959-01-01\",35\n\"1959-01-02\",32\n") == [
        nil, "Date", "Births",
      ])
  }
}
