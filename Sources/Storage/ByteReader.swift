import Glibc

/// Reads an input in blocks: a file, a pipe, or standard input, packed with gzip or not.
///
/// Whether it is packed is seen from its first two bytes, not from its name. A packed input may have
/// several members, as `cat a.gz b.gz` makes them; one that is cut, damaged, or followed by something
/// else is refused. For a plain file ``checkUnchanged()`` says whether somebody wrote to it meanwhile.
///
///     var reader = try ByteReader(path: "data.csv.gz")
///     var buffer = [UInt8](repeating: 0, count: 65536)
///     while case let count = try reader.read(into: &buffer), count > 0 {
///       consume(buffer[..<count])
///     }
///     try reader.checkUnchanged()
public struct ByteReader: ~Copyable {
  /// The input's name as the user gave it; `-` is standard input.
  public let path: String

  /// The file's state when it was opened; nothing for a pipe or a device.
  public let stamp: FileStamp?

  private let descriptor: Descriptor
  private var unpacking: Unpacking
  /// Bytes as they were read: all that was read to see whether it is packed, then blocks of it.
  private var block: [UInt8]
  private var rest: Range<Int>

  private enum Unpacking {
    case plain
    case inside(Inflater)
    case betweenMembers(Inflater)
  }

  private static let blockSize = 64 * 1024
  private static let gzipMagic: [UInt8] = [0x1f, 0x8b]

  /// Opens an input and reads its first bytes.
  ///
  /// - Parameter path: The file's name, or `-` for standard input.
  /// - Throws: ``StorageError``: not there, not permitted, a directory, or a failed read.
  public init(path: String) throws(StorageError) {
    self = try Self.open(path)
    RunFiles.read(path)
  }

  private static func open(_ path: String) throws(StorageError) -> ByteReader {
    try StorageError.checkName(path, .reading)
    let opened = try Descriptor(input: path)
    let status = try opened.status(path: path)
    guard status.kind != .folder else { throw .isDirectory(path) }
    var reader = ByteReader(
      path: path, stamp: status.kind == .regular ? status.stamp : nil, descriptor: opened)
    try reader.detectPacking()
    return reader
  }

  private init(path: String, stamp: FileStamp?, descriptor: consuming Descriptor) {
    self.path = path
    self.stamp = stamp
    self.descriptor = descriptor
    unpacking = .plain
    block = [UInt8](repeating: 0, count: Self.blockSize)
    rest = 0..<0
  }

  private mutating func detectPacking() throws(StorageError) {
    while rest.count < Self.gzipMagic.count, try refill() {}
    guard block[rest].starts(with: Self.gzipMagic) else { return }
    do throws(Inflater.Failure) {
      unpacking = .inside(try Inflater())
    } catch {
      throw StorageError(kind: .inputOutput, path: path, message: error.message)
    }
  }

  /// Whether the input is packed with gzip.
  public var isCompressed: Bool {
    if case .plain = unpacking { false } else { true }
  }

  /// Fills the buffer from its start and returns how many bytes came.
  ///
  /// - Parameter buffer: Where the bytes go; its size stays the same and must not be 0.
  /// - Returns: The number of bytes, at least 1; 0 means the end.
  /// - Throws: ``StorageError`` of kind `inputOutput` if a read failed, `damaged` if a packed input is.
  public mutating func read(into buffer: inout [UInt8]) throws(StorageError) -> Int {
    precondition(!buffer.isEmpty, "there must be room for a byte")
    switch unpacking {
    case .plain: return try readPlain(into: &buffer)
    case .inside(let inflater), .betweenMembers(let inflater):
      return try readPacked(into: &buffer, through: inflater)
    }
  }

  private mutating func readPlain(into buffer: inout [UInt8]) throws(StorageError) -> Int {
    if rest.isEmpty {
      do throws(SystemFailure) {
        return try descriptor.read(into: &buffer)
      } catch {
        throw error.storageError(.reading, path: path)
      }
    }
    let taken = rest.prefix(buffer.count)
    buffer.replaceSubrange(..<taken.count, with: block[taken])
    rest = taken.upperBound..<rest.upperBound
    return taken.count
  }

  /// Goes on at the last bytes of a plain file, whatever was read before.
  ///
  /// - Parameter count: how many bytes are left to be read then.
  /// - Returns: false where the input is packed, is no regular file or has not more bytes; it is read on as
  ///   before then.
  /// - Throws: ``StorageError`` if the system refuses.
  public mutating func skip(toLast count: Int) throws(StorageError) -> Bool {
    guard let stamp, case .plain = unpacking, count < stamp.size else { return false }
    do throws(SystemFailure) {
      try SystemCall.seek(descriptor.number, to: stamp.size - count)
    } catch {
      throw error.storageError(.reading, path: path)
    }
    rest = 0..<0
    return true
  }

  /// The bytes that were not read yet, for several threads; nil where the input is packed or a stream.
  ///
  /// They are to be read only as long as this reader is there.
  public var parts: FileParts? {
    guard let stamp, case .plain = unpacking, let place = try? SystemCall.place(descriptor.number),
      place - rest.count < stamp.size
    else { return nil }
    return FileParts((place - rest.count)..<stamp.size, of: descriptor.number)
  }

  /// Refuses a file that was written to since it was opened.
  ///
  /// The open file itself is looked at: if a new file took its name meanwhile, what was read is still
  /// the whole old one.
  ///
  /// - Throws: ``StorageError`` of kind `busy`. Reading again from the start may help.
  public func checkUnchanged() throws(StorageError) {
    guard let stamp else { return }
    if try descriptor.status(path: path).stamp != stamp { throw .changing(path) }
  }

  private mutating func readPacked(
    into buffer: inout [UInt8], through inflater: Inflater
  ) throws(StorageError) -> Int {
    while true {
      let isAtEnd = try !hasMore()
      if case .betweenMembers = unpacking {
        if isAtEnd { return 0 }
        try startMember(inflater)
        continue
      }
      let step: Inflater.Step
      do throws(Inflater.Failure) {
        step = try inflater.inflate(block, rest, into: &buffer)
      } catch {
        throw error.isDamage
          ? damaged(error.message)
          : StorageError(kind: .inputOutput, path: path, message: error.message)
      }
      rest = (rest.lowerBound + step.consumed)..<rest.upperBound
      if step.isEnd { unpacking = .betweenMembers(inflater) }
      if step.produced > 0 { return step.produced }
      if isAtEnd, !step.isEnd { throw damaged("it ends too early") }
    }
  }

  /// After a member: another one, or the zeros with which tapes are filled up.
  private mutating func startMember(_ inflater: Inflater) throws(StorageError) {
    guard block[rest.lowerBound] != 0 else {
      while try hasMore() {
        guard block[rest].allSatisfy({ $0 == 0 }) else {
          throw damaged("something follows its end")
        }
        rest = 0..<0
      }
      return
    }
    guard block[rest.lowerBound] == Self.gzipMagic[0] else {
      throw damaged("something follows its end")
    }
    inflater.reset()
    unpacking = .inside(inflater)
  }

  private func damaged(_ reason: String) -> StorageError {
    StorageError(
      kind: .damaged, path: path, message: "the gzip data is damaged: \(reason)",
      hint: "check it with gzip -t and copy it again")
  }

  /// Whether there is a byte left, after reading on if need be.
  private mutating func hasMore() throws(StorageError) -> Bool {
    if rest.isEmpty { try refill() } else { true }
  }

  /// Reads another block behind what is left; false at the end.
  private mutating func refill() throws(StorageError) -> Bool {
    if rest.isEmpty { rest = 0..<0 }
    do throws(SystemFailure) {
      let count = try SystemCall.read(descriptor.number, into: &block, from: rest.upperBound)
      rest = rest.lowerBound..<(rest.upperBound + count)
      return count > 0
    } catch {
      throw error.storageError(.reading, path: path)
    }
  }
}

// MARK: - Whole inputs

extension ByteReader {
  /// Reads an input as a whole, unpacked.
  ///
  /// A file that changes meanwhile is read again, twice.
  ///
  /// - Parameters:
  ///   - path: The file's name, or `-` for standard input.
  ///   - limit: The most bytes it may have once unpacked.
  /// - Returns: The whole content.
  /// - Throws: ``StorageError``, with kind `tooLarge` above the limit and `busy` if the file changed
  ///   each time it was read.
  public static func readAll(path: String, limit: Int) throws(StorageError) -> [UInt8] {
    try readAll(path: path, limit: limit) { _ in }
  }

  /// The same, with a word to the caller after each pass and before the file is looked at again.
  static func readAll(
    path: String, limit: Int, afterPass: (Int) -> Void
  ) throws(StorageError) -> [UInt8] {
    for attempt in 1...RegularFile.attempts {
      var reader = try ByteReader(path: path)
      let bytes = try reader.readRest(limit: limit)
      afterPass(attempt)
      do {
        try reader.checkUnchanged()
        return bytes
      } catch  where error.kind == .busy {
        continue
      }
    }
    throw .changing(path)
  }

  private mutating func readRest(limit: Int) throws(StorageError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: Self.blockSize)
    while case let count = try read(into: &buffer), count > 0 {
      guard bytes.count + count <= limit else { throw .tooLarge(path, limit: limit) }
      bytes += buffer[..<count]
    }
    return bytes
  }
}
