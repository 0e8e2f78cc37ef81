import Glibc

/// Reads a regular file as a whole, and nothing else.
///
/// For files this program wrote itself (models, checkpoints, configurations). Pipes and devices are
/// refused without waiting on them: a model that is a pipe would stop a nightly job for ever.
public enum RegularFile {
  /// How often a file that changes under the reader is read before it is given up.
  static let attempts = 3

  /// Reads the file.
  ///
  /// It is read, not mapped: a file that another process cuts would end this one with SIGBUS.
  ///
  /// - Parameters:
  ///   - path: The file's name.
  ///   - limit: The most bytes it may have.
  /// - Returns: The whole content.
  /// - Throws: ``StorageError``: not there, not permitted, a directory, no regular file, larger than
  ///   the limit, changing while it was read three times, or a failed read.
  public static func read(path: String, limit: Int) throws(StorageError) -> [UInt8] {
    let bytes = try readUnrecorded(path: path, limit: limit)
    RunFiles.read(path, bytes)
    return bytes
  }

  /// The same for files that are no input of the run: its own, read back.
  static func readUnrecorded(path: String, limit: Int) throws(StorageError) -> [UInt8] {
    try StorageError.checkName(path, .reading)
    for _ in 1...attempts {
      if let bytes = try readOnce(path: path, limit: limit) { return bytes }
    }
    throw .changing(path)
  }

  /// Whether a file holds these bytes and no other; it is no input of the run either.
  ///
  /// - Parameters:
  ///   - path: the file's name.
  ///   - bytes: what it should hold.
  /// - Returns: false also where it cannot be read.
  public static func holds(_ path: String, _ bytes: [UInt8]) -> Bool {
    (try? readUnrecorded(path: path, limit: bytes.count)) == bytes
  }

  /// The content, or nothing if it changed meanwhile.
  private static func readOnce(path: String, limit: Int) throws(StorageError) -> [UInt8]? {
    let descriptor = try Descriptor(reading: path, O_RDONLY | O_NONBLOCK)
    let before = try descriptor.status(path: path)
    try before.checkReadable(path: path, limit: limit)
    // One byte more than it should have, to see it grow.
    var bytes = [UInt8](repeating: 0, count: before.stamp.size + 1)
    var count = 0
    while count < bytes.count {
      let read: Int
      do throws(SystemFailure) {
        read = try SystemCall.read(descriptor.number, into: &bytes, from: count)
      } catch {
        throw error.storageError(.reading, path: path)
      }
      if read == 0 { break }
      count += read
    }
    let after = try descriptor.status(path: path)
    guard count == before.stamp.size, after.stamp == before.stamp else { return nil }
    bytes.removeLast()
    return bytes
  }
}

extension FileStatus {
  fileprivate func checkReadable(path: String, limit: Int) throws(StorageError) {
    switch kind {
    case .folder:
      throw .isDirectory(path)
    case .regular:
      if stamp.size > limit { throw .tooLarge(path, limit: limit) }
    default:
      throw StorageError(
        kind: .damaged, path: path, message: "is \(kind.text), not a regular file",
        hint: "copy its content to a file first")
    }
  }
}

extension StorageError {
  static func changing(_ path: String) -> StorageError {
    .init(
      kind: .busy, path: path, message: "it changed while it was read",
      hint: "run again when the program that writes it has finished")
  }

  static func tooLarge(_ path: String, limit: Int) -> StorageError {
    .init(kind: .tooLarge, path: path, message: "it is larger than the limit of \(limit) bytes")
  }
}
