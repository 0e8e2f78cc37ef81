import Foundation
import Testing

@testable import ForecastStorage

@Suite struct ByteReaderTests {
  private let folder: TemporaryFolder
  private let text = Array("day,load\n2024-01-01,17.5\n".utf8)

  init() throws { folder = try TemporaryFolder() }

  // MARK: Plain

  @Test func `a file is read whole`() throws {
    for length in [0, 1, 2, 3, 65_535, 65_536, 65_537, 200_000] {
      let content = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 13) }
      let path = try folder.make("data", content)
      #expect(try ByteReader.readAll(path: path, limit: 200_000) == content)
    }
  }

  @Test(arguments: [1, 2, 3, 7, 100])
  func `the size of the buffer does not matter`(_ size: Int) throws {
    for packed in [false, true] {
      let path = try folder.make("data", text)
      if packed { try run("/usr/bin/gzip", ["-f", path]) }
      var reader = try ByteReader(path: packed ? path + ".gz" : path)
      #expect(reader.isCompressed == packed)
      var buffer = [UInt8](repeating: 0, count: size)
      var content: [UInt8] = []
      while case let count = try reader.read(into: &buffer), count > 0 {
        content += buffer[..<count]
      }
      #expect(content == text)
      #expect(buffer.count == size)
      #expect(try reader.read(into: &buffer) == 0)
      try reader.checkUnchanged()
    }
  }

  @Test func `the last bytes of a plain file can be read alone`() throws {
    let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 13) }
    let path = try folder.make("data", content)
    var reader = try ByteReader(path: path)
    var buffer = [UInt8](repeating: 0, count: 70_000)
    #expect(try reader.read(into: &buffer) > 0)
    #expect(try reader.skip(toLast: 10))
    #expect(try reader.read(into: &buffer) == 10)
    #expect(Array(buffer[..<10]) == Array(content.suffix(10)))
    #expect(try reader.read(into: &buffer) == 0)
    #expect(try reader.skip(toLast: 60_000))
    #expect(try reader.read(into: &buffer) == 60_000)
    #expect(try !reader.skip(toLast: 200_000))
    try run("/usr/bin/gzip", ["-f", path])
    var packed = try ByteReader(path: path + ".gz")
    #expect(try !packed.skip(toLast: 10))
  }

  @Test func `more than the limit is refused`() throws {
    let path = try folder.make("data", text)
    let error = storageError { _ = try ByteReader.readAll(path: path, limit: text.count - 1) }
    #expect(error?.kind == .tooLarge)
    #expect(error?.description == "\(path): it is larger than the limit of 24 bytes")
    #expect(try ByteReader.readAll(path: path, limit: text.count) == text)
  }

  @Test func `a pipe is read to its end`() throws {
    let path = try folder.makePipe("pipe")
    let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 13) }
    let written = Background {
      FileHandle(forWritingAtPath: path)?.write(Data(content[..<1]))
      return true
    }
    #expect(try ByteReader.readAll(path: path, limit: 10) == Array(content[..<1]))
    #expect(written.wait() == true)
    let more = Background {
      FileHandle(forWritingAtPath: path)?.write(Data(content))
      return true
    }
    var reader = try ByteReader(path: path)
    #expect(reader.stamp == nil)
    var buffer = [UInt8](repeating: 0, count: 1000)
    var count = 0
    while case let read = try reader.read(into: &buffer), read > 0 { count += read }
    #expect(count == content.count)
    #expect(more.wait() == true)
  }

  @Test func `a device is read`() throws {
    #expect(try ByteReader.readAll(path: "/dev/null", limit: 0) == [])
    #expect(
      storageError { _ = try ByteReader.readAll(path: "/dev/zero", limit: 9) }?.kind == .tooLarge)
  }

  // MARK: Refusals

  @Test func `a missing file is named as the reason`() {
    let error = storageError { _ = try ByteReader.readAll(path: folder("a"), limit: 9) }
    #expect(error?.kind == .notFound)
    #expect(
      error?.description
        == "\(folder("a")): no such file; hint: check the spelling and the current folder")
  }

  @Test func `a directory is not read`() {
    let error = storageError { _ = try ByteReader.readAll(path: folder.path, limit: 9) }
    #expect(error?.kind == .isDirectory)
    #expect(
      error?.description == "\(folder.path): is a directory, not a file; hint: name a file in it")
  }

  @Test(arguments: [
    ("", "'': the file name is empty; hint: give a name"),
    ("a\0b", "a\\u{0}b: the file name contains a zero byte"),
  ])
  func `a name that is none is refused`(_ path: String, _ text: String) {
    let error = storageError { _ = try ByteReader.readAll(path: path, limit: 9) }
    #expect(error?.kind == .notFound)
    #expect(error?.description == text)
  }

  // MARK: Changes

  @Test func `a file that changes once is read again`() throws {
    let path = try folder.make("data", text)
    var passes: [Int] = []
    let content = try ByteReader.readAll(path: path, limit: 100) { pass in
      passes.append(pass)
      if pass == 1 { append("2024-01-02,18\n", to: path) }
    }
    #expect(passes == [1, 2])
    #expect(content == text + Array("2024-01-02,18\n".utf8))
  }

  @Test func `a file that changes every time is given up`() throws {
    let path = try folder.make("data", text)
    var passes: [Int] = []
    let error = storageError {
      _ = try ByteReader.readAll(path: path, limit: 100) { pass in
        passes.append(pass)
        append("x", to: path)
      }
    }
    #expect(passes == [1, 2, 3])
    #expect(error?.kind == .busy)
    #expect(
      error?.description == "\(path): it changed while it was read; "
        + "hint: run again when the program that writes it has finished")
  }

  @Test func `a file that is replaced was still read whole`() throws {
    let path = try folder.make("data", text)
    let content = try ByteReader.readAll(path: path, limit: 100) { _ in
      try? AtomicFile.write([1], to: path)
    }
    #expect(content == text)
  }

  private func append(_ text: String, to path: String) {
    let handle = FileHandle(forWritingAtPath: path)
    _ = try? handle?.seekToEnd()
    try? handle?.write(contentsOf: Data(text.utf8))
    try? handle?.close()
  }

  // MARK: Packed

  private func packed(_ content: [UInt8]) throws -> [UInt8] {
    let path = try folder.make("packed", content)
    try run("/usr/bin/gzip", ["-nf", path])
    return try folder.bytes("packed.gz")
  }

  @Test func `packed content is seen by its first bytes, not by its name`() throws {
    let path = try folder.make("data.csv", packed(text))
    #expect(try ByteReader.readAll(path: path, limit: 100) == text)
    let plain = try folder.make("data.csv.gz", text)
    #expect(try ByteReader.readAll(path: plain, limit: 100) == text)
  }

  @Test func `a large packed file is unpacked block by block`() throws {
    var source = RandomSource(seed: 3)
    let content = (0..<500_000).map { _ in UInt8(truncatingIfNeeded: source.next() & 15) }
    let path = try folder.make("data", packed(content))
    #expect(try ByteReader.readAll(path: path, limit: 500_000) == content)
  }

  @Test func `several members are read one after the other`() throws {
    let member = try packed(text)
    let path = try folder.make("data", member + packed([]) + member)
    #expect(try ByteReader.readAll(path: path, limit: 100) == text + text)
  }

  @Test func `zeros that fill up a tape block are passed over`() throws {
    let path = try folder.make("data", packed(text) + [UInt8](repeating: 0, count: 100_000))
    #expect(try ByteReader.readAll(path: path, limit: 100) == text)
  }

  @Test func `a packed file that grows beyond the limit is refused`() throws {
    let path = try folder.make("data", packed([UInt8](repeating: 0, count: 1_000_000)))
    #expect(
      storageError { _ = try ByteReader.readAll(path: path, limit: 999_999) }?.kind == .tooLarge)
  }

  @Test func `a packed file cut anywhere is refused`() throws {
    let whole = try packed(text)
    for length in 2..<whole.count {
      let path = try folder.make("data", Array(whole[..<length]))
      let error = storageError { _ = try ByteReader.readAll(path: path, limit: 100) }
      #expect(error?.kind == .damaged)
      #expect(
        error?.description == "\(path): the gzip data is damaged: it ends too early; "
          + "hint: check it with gzip -t and copy it again")
    }
  }

  @Test func `a second member cut anywhere is refused`() throws {
    let whole = try packed(text)
    for length in 1..<whole.count {
      let path = try folder.make("data", whole + whole[..<length])
      #expect(storageError { _ = try ByteReader.readAll(path: path, limit: 100) }?.kind == .damaged)
    }
  }

  @Test(arguments: [
    (-5, "incorrect data check"), (-1, "incorrect length check"), (2, "unknown compression method"),
    (3, "unknown header flags set"),
  ])
  func `a damaged packed file is refused`(_ place: Int, _ reason: String) throws {
    var bytes = try packed(text)
    bytes[place < 0 ? bytes.count + place : place] ^= 0xe0
    let path = try folder.make("data", bytes)
    let error = storageError { _ = try ByteReader.readAll(path: path, limit: 100) }
    #expect(error?.kind == .damaged)
    #expect(error?.message == "the gzip data is damaged: \(reason)")
  }

  @Test(arguments: [[0x41], [0x00, 0x41], [0x1e]] as [[UInt8]])
  func `something behind the packed data is refused`(_ tail: [UInt8]) throws {
    let path = try folder.make("data", packed(text) + tail)
    let error = storageError { _ = try ByteReader.readAll(path: path, limit: 100) }
    #expect(error?.message == "the gzip data is damaged: something follows its end")
  }

  @Test func `no flipped bit of a packed file's data goes unseen or stops the program`() throws {
    let whole = try packed(text)
    // The header's time, flags for speed and system (bytes 4 to 9) say nothing about the content.
    for place in 10..<whole.count {
      for bit in 0..<8 {
        var bytes = whole
        bytes[place] ^= 1 << UInt8(bit)
        let path = try folder.make("data", bytes)
        let content = try? ByteReader.readAll(path: path, limit: 10_000)
        #expect(content == nil || content == text)
      }
    }
  }
}
