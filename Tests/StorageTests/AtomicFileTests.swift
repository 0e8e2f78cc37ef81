import Foundation
import Testing

@testable import ForecastStorage

@Suite struct AtomicFileTests {
  private let folder: TemporaryFolder
  private let old = Array("the old content".utf8)
  private let new = Array("the new content, which is longer".utf8)

  init() throws { folder = try TemporaryFolder() }

  // MARK: Files

  @Test func `a new file gets the mode the user's mask gives`() throws {
    try AtomicFile.write(new, to: folder("a.csv"))
    #expect(try folder.bytes("a.csv") == new)
    #expect(try folder.names() == ["a.csv"])
    // Asked by setting it, it would be another one for the other tests meanwhile.
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let mask = try #require(
      status.firstMatch(of: #/Umask:\s*([0-7]+)/#).flatMap { Int($0.1, radix: 8) })
    #expect(try folder.mode("a.csv") == 0o666 & ~mask)
  }

  @Test func `a file that is there is replaced and keeps its mode`() throws {
    try folder.make("a.csv", old)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: folder("a.csv"))
    try AtomicFile.write(new, to: folder("a.csv"))
    #expect(try folder.bytes("a.csv") == new)
    #expect(try folder.mode("a.csv") == 0o640)
    #expect(try folder.names() == ["a.csv"])
  }

  @Test func `an empty file and a large one arrive whole`() throws {
    try AtomicFile.write([], to: folder("empty"))
    #expect(try folder.bytes("empty") == [])
    let large = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try AtomicFile.write(large, to: folder("large"))
    #expect(try folder.bytes("large") == large)
  }

  @Test func `who reads the old file still reads it whole`() throws {
    try folder.make("a", old)
    let reader = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder("a")))
    try AtomicFile.write(new, to: folder("a"))
    #expect(try reader.readToEnd() == Data(old))
  }

  @Test func `a name without a folder is written in the current one`() {
    #expect(FileTarget(path: "a", existing: nil).folder == ".")
    #expect(FileTarget(path: "/a", existing: nil).folder == "/")
    #expect(FileTarget(path: "x/y/a", existing: nil).folder == "x/y")
    #expect(FileTarget(path: "x/y/a", existing: nil).name == "a")
  }

  @Test func `the longest name there may be is written`() throws {
    let name = String(repeating: "é", count: 127)
    try AtomicFile.write(new, to: folder(name))
    #expect(try folder.names() == [name])
  }

  // MARK: Generations

  @Test func `the replaced file is kept if wanted`() throws {
    for (index, content) in [old, new, old].enumerated() {
      try AtomicFile.write(content, to: folder("model"), keepingPrevious: true)
      #expect(try folder.names() == (index == 0 ? ["model"] : ["model", "model.prev"]))
    }
    #expect(try folder.bytes("model") == old)
    #expect(try folder.bytes("model.prev") == new)
  }

  @Test func `a generation that was kept just before a crash is kept once more`() throws {
    try folder.make("model", old)
    try FileManager.default.linkItem(atPath: folder("model"), toPath: folder("model.prev"))
    try AtomicFile.write(new, to: folder("model"), keepingPrevious: true)
    #expect(try folder.bytes("model") == new)
    #expect(try folder.bytes("model.prev") == old)
    #expect(try folder.names() == ["model", "model.prev"])
  }

  @Test func `of several files each keeps its own generation, or none does`() throws {
    try folder.make("model", old)
    try folder.make("metrics", old)
    let outputs: [AtomicFile.Output] = [
      .init(new, to: folder("metrics")), .init(new, to: folder("model"), keepingPrevious: true),
    ]
    let refusal = storageError {
      try AtomicFile.write(outputs + [.init(new, to: folder("nowhere/x"))])
    }
    #expect(refusal?.kind == .cannotCreate)
    #expect(try folder.names() == ["metrics", "model"])
    #expect(try folder.bytes("model") == old)
    try AtomicFile.write(outputs)
    #expect(try folder.names() == ["metrics", "model", "model.prev"])
    #expect(try folder.bytes("model") == new)
    #expect(try folder.bytes("model.prev") == old)
  }

  @Test func `a generation that cannot be kept leaves all files as they were`() throws {
    try folder.make("model", old)
    try FileManager.default.createDirectory(
      atPath: folder("model.prev"), withIntermediateDirectories: false)
    let error = storageError {
      try AtomicFile.write(new, to: folder("model"), keepingPrevious: true)
    }
    #expect(error?.kind == .cannotCreate)
    #expect(try folder.names() == ["model", "model.prev"])
    #expect(try folder.bytes("model") == old)
  }

  @Test func `a file is removed, and one that is not there is none`() throws {
    try folder.make("a", old)
    try AtomicFile.remove(folder("a"))
    try AtomicFile.remove(folder("a"))
    #expect(try folder.names() == [])
    let error = storageError { try AtomicFile.remove(folder.path) }
    #expect(error?.path == folder.path)
  }

  // MARK: Validation

  @Test func `what is refused when read back replaces nothing`() throws {
    try folder.make("model", old)
    let refusal = StorageError(kind: .damaged, path: "model", message: "refused")
    let error = storageError {
      try AtomicFile.write(new, to: folder("model")) { bytes throws(StorageError) in
        #expect(bytes == new)
        throw refusal
      }
    }
    #expect(error == refusal)
    #expect(try folder.bytes("model") == old)
    #expect(try folder.names() == ["model"])
  }

  // MARK: Refusals

  @Test func `a missing folder is named as the reason`() {
    let path = folder("nowhere/a")
    let error = storageError { try AtomicFile.write(new, to: path) }
    #expect(error?.kind == .cannotCreate)
    #expect(
      error?.description
        == "\(path): cannot create it: its folder does not exist; hint: create the folder first")
  }

  @Test func `a file in the place of a folder is named as the reason`() throws {
    try folder.make("file", old)
    let path = folder("file/a")
    let error = storageError { try AtomicFile.write(new, to: path) }
    #expect(error?.kind == .cannotCreate)
    #expect(
      error?.description
        == "\(path): cannot create it: a part of its path is a file; hint: choose another folder")
  }

  @Test func `a directory is not written`() throws {
    let error = storageError { try AtomicFile.write(new, to: folder.path) }
    #expect(error?.kind == .cannotCreate)
    #expect(
      error?.description
        == "\(folder.path): cannot create it: it is a directory; hint: name a file in it")
  }

  @Test func `a read-only file system is named as the reason`() {
    // The kernel's own, and also root cannot write there.
    let error = storageError { try AtomicFile.write(new, to: "/proc/forecast-test") }
    #expect(error?.kind == .cannotCreate || error?.kind == .notPermitted)
  }

  @Test(arguments: [
    ("", "'': the file name is empty; hint: give a name"),
    ("a\0b", "a\\u{0}b: the file name contains a zero byte"),
    (
      "new/",
      "new/: cannot create it: the name ends with '/'; hint: give a file name after the folder"
    ),
  ])
  func `a name that is none is refused`(_ path: String, _ text: String) {
    let error = storageError { try AtomicFile.write(new, to: path) }
    #expect(error?.kind == .cannotCreate)
    #expect(error?.description == text)
  }

  @Test func `a name that is too long is refused`() {
    let path = folder(String(repeating: "a", count: 256))
    let error = storageError { try AtomicFile.write(new, to: path) }
    #expect(error?.kind == .cannotCreate)
    #expect(error?.message == "cannot create it: the name is too long")
  }

  @Test func `a rename that fails leaves no temporary file`() throws {
    let prepared = try AtomicFile.prepare(new, for: folder("a"))
    #expect(try folder.names().count == 1)
    try FileManager.default.createDirectory(
      atPath: folder("a"), withIntermediateDirectories: false)
    let error: StorageError?
    do {
      try prepared.commit()
      error = nil
    } catch let failure {
      error = failure
    }
    #expect(error?.kind == .cannotCreate)
    #expect(try folder.names() == ["a"])
  }

  // MARK: Links, pipes, devices

  @Test func `behind a symbolic link the real file is replaced`() throws {
    try FileManager.default.createDirectory(
      atPath: folder("deep"), withIntermediateDirectories: false)
    try folder.make("deep/real", old)
    try FileManager.default.createSymbolicLink(
      atPath: folder("link"), withDestinationPath: "deep/real")
    try AtomicFile.write(new, to: folder("link"), keepingPrevious: true)
    #expect(try folder.bytes("deep/real") == new)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder("link")) == "deep/real")
    #expect(try folder.names() == ["deep", "link"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder("deep")).sorted()
        == ["real", "real.prev"])
  }

  @Test func `a link to nothing is refused`() throws {
    let path = folder("link")
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "nowhere")
    let error = storageError { try AtomicFile.write(new, to: path) }
    #expect(
      error?.description
        == "\(path): cannot create it: it is a symbolic link to a file that does not exist; "
        + "hint: remove the link, or create the file it points to")
  }

  @Test func `a link to itself is refused`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder("link"), withDestinationPath: folder("link"))
    let error = storageError { try AtomicFile.write(new, to: folder("link")) }
    #expect(error?.message == "cannot create it: too many symbolic links")
  }

  @Test func `a pipe is streamed to`() throws {
    let path = try folder.makePipe("pipe")
    let large = [UInt8](repeating: 7, count: 300_000)
    let read = Background { FileHandle(forReadingAtPath: path)?.readDataToEndOfFile() }
    try AtomicFile.write(large, to: path)
    #expect(read.wait() == Data(large))
    #expect(try folder.names() == ["pipe"])
  }

  @Test func `a full device is an input or output error`() {
    let error = storageError { try AtomicFile.write(new, to: "/dev/full") }
    #expect(error?.kind == .inputOutput)
    #expect(
      error?.description
        == "/dev/full: cannot write: no space left on the device; "
        + "hint: free some space and run it again")
  }

  @Test func `the null device takes everything and stays a device`() throws {
    try AtomicFile.write(new, to: "/dev/null")
    #expect(try SystemCall.status(path: "/dev/null").kind == .characterDevice)
  }

  @Test func `an own descriptor is written where it stands`() throws {
    let file = try folder.make("redirected", old)
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
    try handle.seekToEnd()
    try AtomicFile.write(new, to: "/dev/fd/\(handle.fileDescriptor)")
    #expect(try folder.bytes("redirected") == old + new)
    #expect(try folder.names() == ["redirected"])
  }

  @Test func `a descriptor that is closed is said to be`() {
    let error = storageError { try AtomicFile.write(new, to: "/dev/fd/987") }
    #expect(error?.description == "/dev/fd/987: cannot write: the descriptor is closed")
  }

  // MARK: Several files

  @Test func `several files are written in one go`() throws {
    try AtomicFile.write([
      .init(old, to: folder("a")), .init(new, to: folder("b")), .init(new, to: "/dev/null"),
    ])
    #expect(try folder.bytes("a") == old)
    #expect(try folder.bytes("b") == new)
    #expect(try folder.names() == ["a", "b"])
  }

  @Test(arguments: ["nowhere/c", ".", "/dev/full"])
  func `none of several files is written if one cannot be`(_ last: String) throws {
    try folder.make("a", old)
    let bad = last.hasPrefix("/") ? last : folder(last)
    let error = storageError {
      try AtomicFile.write([
        .init(new, to: folder("a")), .init(new, to: folder("b")), .init(new, to: bad),
      ])
    }
    #expect(error?.path == bad)
    #expect(try folder.bytes("a") == old)
    #expect(try folder.names() == ["a"])
  }

  // MARK: Sweeping

  @Test func `only temporary files of the same target whose process is gone are swept`() throws {
    // Process numbers end far below this one.
    let gone = [".a.2147483646-0a1b.tmp", ".a.2147483646-ffffffffffffffff.tmp"]
    let kept = [
      ".a.\(ProcessInfo.processInfo.processIdentifier)-1f.tmp", ".a.1-1f.tmp",
      ".a.2147483646-xyz.tmp", ".a.2147483646-1.txt", ".a.2147483646.tmp", ".a.-5-1.tmp",
      ".ab.2147483646-1.tmp", "a.2147483646-1.tmp",
    ]
    for name in gone + kept { try folder.make(name, old) }
    try AtomicFile.write(new, to: folder("a"))
    #expect(try folder.names() == (kept + ["a"]).sorted())
  }

  @Test func `a link or a folder of such a name is somebody else's and stays`() throws {
    try folder.make("other", old)
    let names = [".a.2147483646-1a.tmp", ".a.2147483646-1b.tmp"]
    try FileManager.default.createSymbolicLink(
      atPath: folder(names[0]), withDestinationPath: folder("other"))
    try FileManager.default.createDirectory(
      atPath: folder(names[1]), withIntermediateDirectories: false)
    try AtomicFile.write(new, to: folder("a"))
    #expect(try folder.names() == (names + ["a", "other"]).sorted())
  }

  @Test func `writers of the same file at the same time leave one of their contents`() async throws
  {
    let contents = (0..<8).map { [UInt8](repeating: UInt8($0), count: 20_000) }
    let path = folder("a")
    await withTaskGroup(of: Void.self) { group in
      for content in contents {
        group.addTask {
          for _ in 0..<10 { try? AtomicFile.write(content, to: path, keepingPrevious: true) }
        }
      }
    }
    #expect(contents.contains(try folder.bytes("a")))
    #expect(contents.contains(try folder.bytes("a.prev")))
    #expect(try folder.names() == ["a", "a.prev"])
  }
}
