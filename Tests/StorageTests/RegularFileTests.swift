import Foundation
import Testing

@testable import ForecastStorage

@Suite struct RegularFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a file is read whole, packed or not`() throws {
    for content in [[], [1], [0x1f, 0x8b, 3], [UInt8](repeating: 9, count: 100_000)] {
      let path = try folder.make("data", content)
      #expect(try RegularFile.read(path: path, limit: 100_000) == content)
    }
  }

  @Test func `more than the limit is refused before a byte is read`() throws {
    let path = try folder.make("data", [1, 2, 3])
    try run("/usr/bin/truncate", ["-s", "1T", path])
    let error = storageError { _ = try RegularFile.read(path: path, limit: 1000) }
    #expect(error?.kind == .tooLarge)
    #expect(error?.description == "\(path): it is larger than the limit of 1000 bytes")
  }

  @Test func `a pipe without a writer is refused without waiting`() throws {
    let path = try folder.makePipe("pipe")
    let error = storageError { _ = try RegularFile.read(path: path, limit: 9) }
    #expect(error?.kind == .damaged)
    #expect(
      error?.description
        == "\(path): is a pipe, not a regular file; hint: copy its content to a file first")
  }

  @Test(arguments: [
    ("/dev/zero", StorageError.Kind.damaged, "is a device, not a regular file"),
    ("/dev", .isDirectory, "is a directory, not a file"),
    ("/dev/null/x", .notFound, "no such file: a part of its path is not a folder"),
    ("/nowhere/x", .notFound, "no such file"),
  ])
  func `what is no file is refused`(
    _ path: String, _ kind: StorageError.Kind, _ message: String
  ) {
    let error = storageError { _ = try RegularFile.read(path: path, limit: 9) }
    #expect(error?.kind == kind)
    #expect(error?.message == message)
  }

  @Test func `a link to a file is read, one to itself is not`() throws {
    try folder.make("real", [5])
    try FileManager.default.createSymbolicLink(
      atPath: folder("link"), withDestinationPath: folder("real"))
    try FileManager.default.createSymbolicLink(
      atPath: folder("loop"), withDestinationPath: folder("loop"))
    #expect(try RegularFile.read(path: folder("link"), limit: 9) == [5])
    let error = storageError { _ = try RegularFile.read(path: folder("loop"), limit: 9) }
    #expect(error?.message == "cannot open it: too many symbolic links")
  }
}
