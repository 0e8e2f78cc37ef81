import Glibc

/// The one writer of every file: readers see the old file or the new one, never a part of one.
///
/// The bytes go to a temporary file in the target's folder, are brought to the disk, read back where a
/// check is given, and then renamed over the target; at last the folder is brought to the disk. A stop
/// at any moment, also of the power, leaves the old or the new file whole. A failure before the rename
/// leaves the old file untouched and no temporary one. A symbolic link is resolved once and the file it
/// points to replaced; mode and, where permitted, owner of the old file are kept. For a pipe or a
/// device the bytes are streamed, and nothing of this is promised.
///
/// It takes no lock: who must not be overtaken by another writer of the same file holds a ``FileLock``
/// around the call. The renaming alone keeps readers safe.
public enum AtomicFile {
  /// A check of the bytes as they were read back from the disk.
  public typealias Validation = ([UInt8]) throws(StorageError) -> Void

  /// A file to write: its bytes and its name.
  public struct Output: Sendable {
    /// The whole content.
    public let bytes: [UInt8]
    /// The output's name as the user gave it.
    public let path: String
    /// Whether the replaced file stays beside it as `<path>.prev`.
    public let keepsPrevious: Bool
    /// A check of what was read back from the disk before it replaces anything.
    public let validate: (@Sendable ([UInt8]) throws(StorageError) -> Void)?

    /// Creates an output from its content and its name.
    public init(
      _ bytes: [UInt8], to path: String, keepingPrevious: Bool = false,
      validate: (@Sendable ([UInt8]) throws(StorageError) -> Void)? = nil
    ) {
      self.bytes = bytes
      self.path = path
      keepsPrevious = keepingPrevious
      self.validate = validate
    }
  }

  /// Writes a file as a whole: ``prepare(_:for:keepingPrevious:validate:)`` and commit in one.
  ///
  /// - Parameters:
  ///   - bytes: The whole content.
  ///   - path: Where to put it.
  ///   - keepingPrevious: Whether the replaced file stays beside it as `<path>.prev`.
  ///   - validate: A check of what was read back from the disk before it replaces anything.
  /// - Throws: ``StorageError`` saying why it could not be written; the old file then still stands.
  public static func write(
    _ bytes: [UInt8], to path: String, keepingPrevious: Bool = false, validate: Validation? = nil
  ) throws(StorageError) {
    RunFiles.wrote(path, bytes)
    if RunFiles.isRehearsal { return }
    try prepare(bytes, for: path, keepingPrevious: keepingPrevious, validate: validate).commit()
  }

  /// Writes several files, and none of them if one cannot be brought to the disk.
  ///
  /// All are prepared before the first is committed. Only the renames that are left then can fail one
  /// by one; streams go first, for they are the likeliest to fail.
  ///
  /// - Parameter outputs: The files, in the order in which they take their places.
  /// - Throws: ``StorageError`` for the first output that could not be written.
  public static func write(_ outputs: [Output]) throws(StorageError) {
    for output in outputs { RunFiles.wrote(output.path, output.bytes) }
    if RunFiles.isRehearsal { return }
    var prepared: [(path: String, content: PreparedContent)] = []
    do throws(StorageError) {
      for output in outputs {
        let content = try makeContent(
          output.bytes, for: output.path, keepingPrevious: output.keepsPrevious,
          validate: output.validate)
        prepared.append((output.path, content))
      }
      prepared = prepared.filter(\.content.isStream) + prepared.filter { !$0.content.isStream }
      while let next = prepared.first, next.content.isStream {
        prepared.removeFirst()
        try next.content.commit(path: next.path)
      }
      try PassingNames.whileSwapping { () throws(StorageError) in
        // One call a folder, after the last file in it: a crash before may find some old and some new.
        var changed: [String: (path: String, content: PreparedContent)] = [:]
        do throws(StorageError) {
          while let next = prepared.first {
            prepared.removeFirst()
            try next.content.commit(path: next.path)
            if let folder = next.content.folder?.folder { changed[folder] = next }
          }
        } catch {
          for last in changed.values { try? last.content.synchronizeFolder(path: last.path) }
          throw error
        }
        for folder in changed.keys.sorted() {
          if let last = changed[folder] { try last.content.synchronizeFolder(path: last.path) }
        }
      }
    } catch {
      for rest in prepared { rest.content.discard() }
      throw error
    }
  }

  /// Writes the file under a passing name and leaves the last step to the caller.
  ///
  /// - Parameters:
  ///   - bytes: The whole content.
  ///   - path: Where it will go.
  ///   - keepingPrevious: Whether the replaced file stays beside it as `<path>.prev`.
  ///   - validate: A check of what was read back from the disk.
  /// - Returns: The file, to be committed or discarded.
  /// - Throws: ``StorageError`` saying why it could not be written, or what `validate` threw.
  public static func prepare(
    _ bytes: [UInt8], for path: String, keepingPrevious: Bool = false, validate: Validation? = nil
  ) throws(StorageError) -> PreparedFile {
    PreparedFile(
      path: path,
      content: try makeContent(
        bytes, for: path, keepingPrevious: keepingPrevious, validate: validate))
  }

  /// Finds out beforehand whether a file could be written, and leaves no trace.
  ///
  /// Hours of work should not end at a folder that is not there. A stream is not touched.
  ///
  /// - Parameter path: Where a file will go.
  /// - Throws: ``StorageError`` saying why it could not be written.
  public static func checkWritable(_ path: String) throws(StorageError) {
    if RunFiles.isRehearsal { return }
    try prepare([], for: path).discard()
  }

  /// Removes a file, if it is there, and brings that to the disk.
  ///
  /// - Parameter path: The file's name; of a symbolic link only the link is removed.
  /// - Throws: ``StorageError`` saying why it could not be.
  public static func remove(_ path: String) throws(StorageError) {
    if RunFiles.isRehearsal { return }
    do throws(SystemFailure) {
      try SystemCall.unlink(path)
      try FileTarget(path: path, existing: nil).synchronizeFolder()
    } catch  where error.code == ENOENT {
    } catch {
      throw error.storageError(.writing, path: path)
    }
  }

  /// Removes what runs that were killed have left beside a file, as writing it does.
  ///
  /// For whoever may find nothing to write this time.
  ///
  /// - Parameter path: the file's name.
  public static func sweep(_ path: String) {
    guard !RunFiles.isRehearsal, case .file(let target)? = try? OutputTarget(path) else { return }
    TemporaryFile.sweep(target)
  }

  private static func makeContent(
    _ bytes: [UInt8], for path: String, keepingPrevious: Bool, validate: Validation?
  ) throws(StorageError) -> PreparedContent {
    switch try OutputTarget(path) {
    case .stream(let resolved):
      return .stream(path: resolved, bytes: bytes)
    case .descriptor(let number):
      return .descriptor(number, bytes: bytes)
    case .file(let target):
      TemporaryFile.sweep(target)
      let file: TemporaryFile
      do throws(SystemFailure) {
        file = try TemporaryFile(bytes, for: target)
      } catch {
        throw error.storageError(.creating, path: path)
      }
      do throws(StorageError) {
        if let validate { try readBack(file, bytes, path: path, validate: validate) }
        guard keepingPrevious else { return .file(file, previous: nil) }
        do throws(SystemFailure) {
          return .file(file, previous: try file.previousGeneration())
        } catch {
          throw error.storageError(.writing, path: path + ".prev")
        }
      } catch {
        file.discard()
        throw error
      }
    }
  }

  private static func readBack(
    _ file: TemporaryFile, _ bytes: [UInt8], path: String, validate: Validation
  ) throws(StorageError) {
    let found: [UInt8]
    do throws(StorageError) {
      found = try RegularFile.readUnrecorded(path: file.path, limit: bytes.count)
    } catch {
      throw StorageError(
        kind: .inputOutput, path: path, message: "cannot be read back: \(error.message)")
    }
    guard found == bytes else {
      throw StorageError(
        kind: .inputOutput, path: path, message: "what was read back is not what was written",
        hint: "check the disk")
    }
    try validate(found)
  }
}
