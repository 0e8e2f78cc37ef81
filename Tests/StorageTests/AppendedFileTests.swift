import Foundation
import Testing

@testable import ForecastStorage

@Suite struct AppendedFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func text(_ name: String) throws -> String {
    String(decoding: try folder.bytes(name), as: UTF8.self)
  }

  @Test func `lines follow one another in a file that is made when needed`() throws {
    let path = folder("log")
    try AppendedFile.checkWritable(path)
    #expect(try text("log") == "")
    for line in ["one", "", "three"] { try AppendedFile.append(line, to: path) }
    #expect(try text("log") == "one\n\nthree\n")
  }

  @Test func `a line that a crash has cut is ended first`() throws {
    let path = try folder.make("log", Array("one\ntw".utf8))
    try AppendedFile.append("three", to: path)
    #expect(try text("log") == "one\ntw\nthree\n")
  }

  @Test func `a pipe is written to as it is`() throws {
    let path = try folder.makePipe("pipe")
    let reader = Background { FileHandle(forReadingAtPath: path)?.readDataToEndOfFile() }
    try AppendedFile.append("one", to: path)
    #expect(reader.wait() == Data("one\n".utf8))
  }

  @Test func `what cannot be written is an error with its name`() throws {
    for (path, text) in [
      (
        "/dev/full",
        "cannot write: no space left on the device; hint: free some space and run it again"
      ),
      (
        "/nowhere/log", "cannot create it: its folder does not exist; hint: create the folder first"
      ),
      (folder.path, "cannot create it: it is a directory; hint: name a file in it"),
    ] {
      #expect(
        storageError { try AppendedFile.append("x", to: path) }?.description == "\(path): \(text)")
    }
  }

  @Test func `many at once mix no lines`() throws {
    let path = folder("log")
    let writers = (0..<8).map { number in
      Background {
        (0..<50).allSatisfy { _ in
          (try? AppendedFile.append(String(repeating: "\(number)", count: 300), to: path)) != nil
        }
      }
    }
    #expect(writers.allSatisfy { $0.wait() == true })
    let lines = try text("log").split(separator: "\n")
    #expect(lines.count == 400)
    #expect(lines.allSatisfy { $0.count == 300 && Set($0).count == 1 })
  }
}
