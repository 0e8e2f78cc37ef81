import ForecastSeries
import ForecastStorage
import Foundation
import Testing

@testable import ForecastIngestion

struct FileSourceTests {
  private func write(_ bytes: [UInt8], _ name: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "ingestion-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    return file.path
  }

  @Test func `a file longer than its blocks is read whole`() throws {
    let rows = (0..<60_000).map { "\($0),\($0 % 97).5\n" }.joined()
    let path = try write(Array("ds,y\n\(rows)".utf8), "long.csv")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let reading = try PanelReader.read(path)
    #expect(reading.rowCount == 60_000)
    #expect(reading.panel.values.last == Double(59_999 % 97) + 0.5)
  }

  /// What is found out of the first blocks must not depend on how a pipe is filled.
  @Test func `a pipe that is filled drop by drop gives whole blocks`() throws {
    let pipe = Pipe()
    let writer = Thread {
      for _ in 0..<1_500 { pipe.fileHandleForWriting.write(Data(repeating: 0x61, count: 1_000)) }
      try? pipe.fileHandleForWriting.close()
    }
    writer.start()
    var source = try FileSource(path: "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)")
    var sizes: [Int] = []
    while let block = try source.nextBlock() { sizes.append(block.count) }
    #expect(sizes == [1_048_576, 1_500_000 - 1_048_576])
  }

  @Test func `a packed file is read as it is`() throws {
    // printf 'ds,y\n1,5\n2,6\n3,7\n' | gzip -n9
    let packed = try #require(
      Data(base64Encoded: "H4sIAAAAAAACA0sp1qnkMtQx5TLSMeMy1jHnAgBPxXlgEQAAAA=="))
    let path = try write(Array(packed), "packed.bin")
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(values(try PanelReader.read(path)) == [5, 6, 7])
  }

  @Test func `a folder and a missing file are the storage's errors`() throws {
    let folder = #expect(throws: IngestionError.self) { try PanelReader.read("/") }
    #expect(folder?.storageError?.kind == .isDirectory)
    let missing = #expect(throws: IngestionError.self) { try PanelCheck.check("/nowhere.csv") }
    #expect(missing?.kind == .storage)
    #expect(missing?.description == missing?.storageError?.description)
  }
}
