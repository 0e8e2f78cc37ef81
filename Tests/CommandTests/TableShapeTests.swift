import Testing

/// Tables of other shapes than a row for each time, as a user meets them.
@Suite(.program) struct TableShapeTests {
  @Test(arguments: all)
  func `a table that may be turned round, or mixed up, is refused`(_ refusal: Refusal) throws {
    try refusal.check()
  }

  private static func file(_ text: String, _ options: String = "", says message: String) -> Refusal
  {
    .fit(text, options + " " + Sample.quick, says: message)
  }

  static let all: [Refusal] = [
    file(
      "land,2019,2020,2021\nA,1,2,3\nB,4,5,6\n", "--wide",
      says:
        "data.csv:1:2: each line seems to be a series, its years side by side (from column '2019' on), and --wide takes a column for one; hint: leave --wide out, or add --time none if each line is a step"
    ),
    file(
      "V1,V2,V3,V4\nY1,1,2,3\nY2,4,5,6\n",
      says:
        "data.csv:1:2: each line seems to be a series, its steps side by side (from column 'V2' on); hint: --id V1 if so, or --time none --wide if each line is a step"
    ),
    file(
      "item,y\na,1\nb,2\na,3\nb,4\na,5\nb,6\n",
      says:
        "data.csv:1:1: 'item' may tell series apart, or only describe the rows of one: there is no column of times; hint: --id item if it does, --id none if all rows are one series"
    ),
    file(
      "a,b,ds,y\nx/y,z,2024-01-01,1\nx,y/z,2024-01-01,2\n", "--id a,b",
      says:
        "data.csv:3:1: two series would have the id 'x/y/z': 'x/y' and 'z' on line 2, and 'x' and 'y/z' here; hint: write another sign for '/' in these columns, or --id with other ones"
    ),
    file(
      "shop,item,ds,y\na,x,2024-01-01,1\na,x,2024-01-02,1\na,z,2024-01-01,1\na,z,2024-01-02,1\n",
      "--id shop",
      says:
        "data.csv:4:3: 2024-01-01 comes twice in series 'a', first on line 2; hint: --id shop,item if each is a series, else --duplicates first, last or mean"
    ),
    file(
      "ds,y\n2024-01-01,1\nSource: us\n2024-01-02,2\n",
      says:
        "data.csv:3: line 3 is a remark, but rows follow it; hint: take it out, or --bad-rows skip"
    ),
  ]

  @Test func `a line for each series is fitted, and read again with a year more`() throws {
    func table(to last: Int) -> String {
      let years = 1980...last
      let lines = ["A", "B"].map { name in
        name + years.map { ",\($0 % 7 + 100)" }.joined() + "\n"
      }
      return "land" + years.map { ",\($0)" }.joined() + "\n" + lines.joined()
    }
    let place = try Workplace()
    try place.write("data.csv", table(to: 2019))
    try place.fit("data.csv --horizon 2 --method naive")
    try place.write("data.csv", table(to: 2020))
    let rows = try place.predict().split(separator: "\n")
    #expect(
      rows.map { $0.split(separator: ",").prefix(2).joined(separator: " ") } == [
        "land time", "A 2021", "A 2022", "B 2021", "B 2022",
      ])
  }

  @Test func `--id none makes one series of all rows`() throws {
    let place = try Workplace()
    try place.write("data.csv", "item,y\n" + String(repeating: "a,1\nb,2\n", count: 10))
    let checked = try place.forecast("check data.csv --id none")
    #expect(checked.code == 0)
    #expect(
      checked.errors.hasPrefix("1 series, 20 rows, counted")
        || checked.output.hasPrefix("1 series, 20 rows, counted"))
  }
}
