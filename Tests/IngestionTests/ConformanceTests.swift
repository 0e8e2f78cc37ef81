import Foundation
import Testing

@testable import ForecastIngestion

/// The folder with public test sets, where the environment names one.
private let sharedFolder = ProcessInfo.processInfo.environment["FORECAST_SHARED"]

/// Splits the files of two public test sets into exactly the records that their JSON tells.
///
/// `make reading` runs the built program over all files of these sets and of five more.
@Suite(.enabled(if: sharedFolder != nil, "FORECAST_SHARED names no folder with test sets"))
final class ConformanceTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "/conformance-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let archive = try #require(sharedFolder) + "/csv/conformance.tar.xz"
    let unpacking = Process()
    unpacking.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    unpacking.arguments = ["tar", "xf", archive, "-C", folder]
    try unpacking.run()
    unpacking.waitUntilExit()
    try #require(unpacking.terminationStatus == 0, "\(archive) cannot be unpacked")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/conformance/\(path)")))
  }

  /// The names of a set's files, without their ending.
  private func names(of set: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder)/conformance/\(set)/csv")
      .filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }.sorted()
  }

  private func read(_ set: String, _ name: String) throws -> RecordingSink {
    var sink = RecordingSink()
    var reader = CSVReader(file: name, dialect: Dialect(isMultiline: true))
    try reader.feed(try bytes("\(set)/csv/\(name).csv"), into: &sink)
    try reader.finish(into: &sink)
    // A blank line is an empty field where there is one column, and none elsewhere.
    if sink.records.allSatisfy({ $0.count <= 1 }) {
      sink.records = sink.records.map { $0.isEmpty ? [""] : $0 }
    } else {
      sink.records.removeAll { $0.isEmpty }
    }
    return sink
  }

  /// What the JSON tells: rows, or objects below a line of names.
  private func agrees(_ records: [[String]], _ set: String, _ name: String) throws -> Bool {
    let json = try JSONSerialization.jsonObject(with: Data(try bytes("\(set)/json/\(name).json")))
    if let rows = json as? [[String]], !rows.isEmpty { return rows == records }
    let objects = try #require(json as? [[String: String]])
    let names = records.first ?? []
    return objects == records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
      && records.allSatisfy { $0.count == names.count }
  }

  @Test func `all eleven files of csv-spectrum give their records`() throws {
    let names = try names(of: "csv-spectrum")
    #expect(names.count == 11)
    for name in names {
      let sink = try read("csv-spectrum", name)
      #expect(sink.faults == [], "\(name)")
      #expect(try agrees(sink.records, "csv-spectrum", name), "\(name): \(sink.records)")
    }
  }

  @Test func `all eighteen good files of csv-test-data give their records`() throws {
    let names = try names(of: "csv-test-data").filter { !$0.hasPrefix("bad-") }
    #expect(names.count == 18)
    for name in names {
      let sink = try read("csv-test-data", name)
      #expect(sink.faults == [], "\(name)")
      #expect(try agrees(sink.records, "csv-test-data", name), "\(name): \(sink.records)")
    }
  }

  @Test func `all seven bad files of csv-test-data are refused`() throws {
    let names = try names(of: "csv-test-data").filter { $0.hasPrefix("bad-") }
    #expect(names.count == 7)
    var options = ReadingOptions()
    (options.time, options.target) = (.absent, "baz")
    for name in names {
      let content = try bytes("csv-test-data/csv/\(name).csv")
      #expect(throws: IngestionError.self, "\(name)") {
        try PanelReader.read(bytes: content, name: name, options: options)
      }
    }
    let good = try bytes("csv-test-data/csv/header-simple.csv")
    #expect(values(try PanelReader.read(bytes: good, name: "good", options: options)) == [3])
  }
}
