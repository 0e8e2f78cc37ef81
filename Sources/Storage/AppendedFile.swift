import Glibc

/// A file that grows by a line at a time, such as a log: the one kind that is not replaced as a whole.
///
/// A line goes in with one call at the end of the file, under a lock, so that runs at the same time do not
/// mix theirs. What a full disk has cut is taken back; what a crash has cut is ended before the next line.
public enum AppendedFile {
  /// Adds a line and brings it to the disk.
  ///
  /// - Parameters:
  ///   - line: the text, without its end.
  ///   - path: the file, made where it is not there; a pipe or device is written to as it is.
  /// - Throws: ``StorageError`` saying why not; the file then is as it was.
  public static func append(_ line: String, to path: String) throws(StorageError) {
    precondition(!line.utf8.contains(10), "one line")
    var bytes = Array((line + "\n").utf8)
    guard case .file(let target) = try OutputTarget(path) else {
      return try AtomicFile.prepare(bytes, for: path).commit()
    }
    let file = try open(target, path: path)
    do throws(SystemFailure) {
      try SystemCall.waitForLock(file.number)
      let size = try SystemCall.status(file.number).stamp.size
      if size > 0, try !endsInNewline(file, size: size) { bytes.insert(10, at: 0) }
      do throws(SystemFailure) {
        try file.write(bytes)
        try SystemCall.synchronize(file.number)
      } catch {
        try? SystemCall.truncate(file.number, to: size)
        throw error
      }
    } catch {
      throw error.storageError(.writing, path: path)
    }
  }

  /// Finds out beforehand whether a line could be added; makes the file where it is not there.
  ///
  /// - Parameter path: the file's name; a stream is not touched.
  /// - Throws: ``StorageError`` saying why not.
  public static func checkWritable(_ path: String) throws(StorageError) {
    guard case .file(let target) = try OutputTarget(path) else { return }
    _ = try open(target, path: path)
  }

  private static func open(
    _ target: FileTarget, path: String
  ) throws(StorageError) -> Descriptor {
    do throws(SystemFailure) {
      return try Descriptor(
        opening: target.path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW, mode: 0o666)
    } catch {
      throw error.storageError(.creating, path: path)
    }
  }

  private static func endsInNewline(
    _ file: borrowing Descriptor, size: Int
  ) throws(SystemFailure) -> Bool {
    try SystemCall.seek(file.number, to: size - 1)
    var last = [UInt8](repeating: 0, count: 1)
    return try file.read(into: &last) == 1 && last[0] == 10
  }
}
