import ForecastIngestion
import ForecastSeries
import Foundation
import Testing

/// Several files as one panel.
struct TableRowsTests {
  /// Reads texts as files of their own.
  private func read(
    _ files: KeyValuePairs<String, String>, _ change: (inout ReadingOptions) -> Void = { _ in }
  ) throws -> PanelReading {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var paths: [String] = []
    for (name, text) in files {
      let file = folder.appendingPathComponent(name)
      try Data(text.utf8).write(to: file)
      paths.append(file.path)
    }
    var options = ReadingOptions()
    change(&options)
    do {
      return try PanelReader.read(paths, options: options)
    } catch {
      // The folder of a test is another one each time.
      throw Refusal(text: "\(error)".replacingOccurrences(of: folder.path + "/", with: ""))
    }
  }

  private struct Refusal: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
  }

  private let january = "ds,y\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n"
  private let later = "ds,y\n2024-01-04,4\n2024-01-05,5\n"

  @Test func `files that follow one another in time make one series, in any order`() throws {
    let found = try read(["b.csv": later, "a.csv": january])
    #expect(values(found) == [1, 2, 3, 4, 5])
    #expect(found.rowCount == 5)
    #expect(found.schema.identifierColumn == nil)
    #expect(
      found.notes == [
        "2 files that follow one another in time make one series: --id @file if each is a series of its own",
        "the rows were not in the order of time and are sorted",
      ])
    #expect(found.resolvedOptions.identifier == .absent)
  }

  @Test func `files whose times overlap are a series each, named like the file`() throws {
    let found = try read(["north.csv": january, "south.csv.gz": january])
    #expect(found.panel.identifiers == ["north", "south"])
    #expect(values(found, 1) == [1, 2, 3])
    #expect(found.schema.identifierColumn == "unique_id")
    #expect(found.notes == ["each of 2 files is a series, named like the file"])
    #expect(found.resolvedOptions.identifier == .file)
  }

  @Test func `each file can be made a series, and is where rows are only counted`() throws {
    let asked = try read(["a.csv": january, "b.csv": later]) { $0.identifier = .file }
    #expect(asked.panel.identifiers == ["a", "b"])
    let counted = try read(["a.csv": "y\n1\n2\n", "b.csv": "y\n3\n4\n"])
    #expect(counted.panel.identifiers == ["a", "b"])
    let alone = try read(["a.csv": january]) { $0.identifier = .file }
    #expect(alone.panel.identifiers == ["a"])
  }

  @Test func `an id column goes through all files, whatever the order of columns and series`()
    throws
  {
    let first = "id,ds,y\nx,2024-01-01,1\ny,2024-01-01,10\nx,2024-01-02,2\ny,2024-01-02,20\n"
    let second = "y;ds;id\n30;2024-01-03;y\n100;2024-01-03;z\n3;2024-01-03;x\n101;2024-01-04;z\n"
    let found = try read(["a.csv": first, "b.csv": second])
    #expect(found.panel.identifiers == ["x", "y", "z"])
    #expect(values(found, 0) == [1, 2, 3])
    #expect(values(found, 1) == [10, 20, 30])
    #expect(values(found, 2) == [100, 101])
  }

  @Test func `wide files need the same columns of values`() throws {
    let found = try read([
      "a.csv": "ds,p,q\n2024-01-01,1,2\n2024-01-02,3,4\n", "b.csv": "ds,p,q\n2024-01-03,5,6\n",
    ]) { $0.isWide = true }
    #expect(found.panel.identifiers == ["p", "q"])
    #expect(values(found, 1) == [2, 4, 6])
    #expect(
      fault {
        try read([
          "a.csv": "ds,p,q\n2024-01-01,1,2\n2024-01-02,3,4\n", "b.csv": "ds,p,r\n2024-01-03,5,6\n",
        ]) { $0.isWide = true }
      }
        == """
        b.csv: its columns of values are not those of a.csv; hint: give files with the same \
        columns, or one by one
        """)
  }

  @Test func `a fault names its own file and line`() {
    #expect(
      fault { try read(["a.csv": january, "b.csv": later + "2024-01-06,x\n"]) }
        == "b.csv:4:2: 'x' is not a number (column 'y'); hint: --na x")
    #expect(
      fault { try read(["a.csv": january, "b.csv": later + "2024-01-05 ,6\n"]) }
        == """
        b.csv:4:1: 2024-01-05 comes twice, first on line 3; hint: --id COLUMN if the file \
        holds several series, else --duplicates first, last or mean
        """)
    #expect(
      fault { try read(["a.csv": january, "b.csv": "y,ds\n4,2024-01-04\n5,2024-01-04\n"]) }
        == """
        b.csv:3: 2024-01-04 comes twice, first on line 2; hint: --id COLUMN if the file holds \
        several series, else --duplicates first, last or mean
        """)
  }

  @Test func `files are read like the first one`() throws {
    let first = "ds,y\n31.01.2024,1\n01.02.2024,2\n"
    let found = try read(["a.csv": first, "b.csv": "ds,y\n02.02.2024,3\n03.02.2024,4\n"])
    #expect(values(found) == [1, 2, 3, 4])
    #expect(
      fault {
        try read([
          "a.csv": "ds,y\n2024-01-01T00:00Z,1\n2024-01-01T01:00Z,2\n",
          "b.csv": "ds,y\n2024-01-01T03:00+01:00,3\n2024-01-01T04:00+01:00,4\n",
        ])
      }
        == "b.csv: its times are not written like those of a.csv; hint: --tz with the zone of the times"
    )
    #expect(
      fault { try read(["a.csv": january, "b.csv": "date,y\n2024-01-04,4\n"]) }
        == "b.csv:1: there is no column 'ds'; columns: 'date', 'y'")
  }

  @Test func `standard input goes alone`() {
    #expect(
      fault { try PanelReader.read(["-", "a.csv"]) }
        == "standard input goes not with files; hint: cat them together")
  }

  @Test func `all faults of all files are found at once`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["a.csv", "b.csv"].map { folder.appendingPathComponent($0) }
    try Data("ds,y\n2024-01-01,x\n2024-01-02,2\n".utf8).write(to: files[0])
    try Data("ds,y\n2024-01-03,z\n2024-01-04,4\n".utf8).write(to: files[1])
    let check = try PanelCheck.check(files.map(\.path))
    #expect(check.faults.compactMap { $0.location?.line } == [2, 2])
    #expect(check.faults.compactMap { $0.location?.file } == files.map(\.path))
    #expect(check.faultCount == 2 && check.reading?.panel.count == 1)
  }

  @Test func `an id of several columns means the same in each file`() {
    let first = "a,b,ds,y\nx/y,z,2024-01-01,1\nx/y,z,2024-01-02,2\n"
    let second = "a,b,ds,y\nx,y/z,2024-01-03,3\nx,y/z,2024-01-04,4\n"
    let fault = #expect(throws: Refusal.self) {
      try read(["a.csv": first, "b.csv": second]) { $0.identifier = .named("a,b") }
    }
    #expect(
      fault?.text
        == "b.csv:2: two series would have the id 'x/y/z': 'x/y' and 'z' on line 2 of a.csv, and 'x' and 'y/z' here; hint: write another sign for '/' in these columns, or --id with other ones"
    )
  }
}
