import Foundation
import Testing

@Suite struct DatasetTests {
  private static let folder = Tree.root.appending(path: "datasets")
  private static let hasPython = (try? run(["python3", "--version"], in: folder))?.status == 0

  /// The checksums that the page promises, by file name.
  private static let promised: [String: String] = {
    let page = try? String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
    let lines = page?.split(separator: "\n").compactMap {
      $0.wholeMatch(of: #/([0-9a-f]{64})  (\S+)/#)
    }
    return Dictionary((lines ?? []).map { (String($0.2), String($0.1)) }) { $1 }
  }()

  private func checksum(of file: URL) throws -> String {
    let (status, output) = try run(["sha256sum", file.path], in: file.deletingLastPathComponent())
    try #require(status == 0)
    return String(decoding: output.prefix(64), as: UTF8.self)
  }

  @Test func `each data set has its checksum on the page, and no other file has`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(names.filter { $0.hasSuffix(".csv") }.sorted() == Self.promised.keys.sorted())
  }

  @Test(arguments: promised.keys.sorted())
  func `the file is the one on the page`(name: String) throws {
    #expect(try checksum(of: Self.folder.appending(path: name)) == Self.promised[name])
  }

  @Test(.enabled(if: hasPython, "python3 is not here"))
  func `the generator writes the same bytes again`() throws {
    let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let written = try run(
      ["python3", "generate-store-visits.py", scratch.path], in: Self.folder)
    try #require(written.status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()
    #expect(names == ["store-visits-ahead.csv", "store-visits-hourly.csv"])
    for name in names {
      #expect(try checksum(of: scratch.appending(path: name)) == Self.promised[name])
    }
  }

  @Test(
    .enabled(if: hasPython, "python3 is not here"),
    arguments: [
      ("air-passengers.csv", "passengers", "1949-01", "1960-12"),
      ("sunspots-monthly.csv", "sunspots", "1749-01", "1983-12"),
    ])
  func `a classic series has every month once, in our form`(
    name: String, column: String, first: String, last: String
  ) throws {
    let (status, output) = try run(
      ["python3", "transcribe-classic.py", name, column, first, last], in: Self.folder)
    #expect(status == 0)
    #expect(try output == Data(contentsOf: Self.folder.appending(path: name)))
  }
}
