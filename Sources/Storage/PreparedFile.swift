import Glibc

/// An output that is complete on disk under a passing name and waits to take its place.
///
/// A command with several outputs prepares all of them before it commits the first, so that a full
/// disk or a missing folder leaves every old file as it was. It cannot be copied; going out of sight
/// without ``commit()`` removes the temporary file.
public struct PreparedFile: ~Copyable, Sendable {
  /// The output's name as the user gave it.
  public let path: String

  private let content: PreparedContent
  private var isPending = true

  init(path: String, content: PreparedContent) {
    self.path = path
    self.content = content
  }

  deinit {
    if isPending { content.discard() }
  }

  /// Puts the file in its place, or streams it if the target is a pipe or a device.
  ///
  /// - Throws: ``StorageError`` if the file could not take its place (the old one then still stands
  ///   and the temporary one is gone), or if the folder's entry could not be brought to the disk.
  public consuming func commit() throws(StorageError) {
    isPending = false
    try content.commit(path: path)
    try content.synchronizeFolder(path: path)
  }

  /// Removes the temporary file; the old file stays as it is.
  public consuming func discard() {
    isPending = false
    content.discard()
  }
}

/// What a prepared output holds: a file on disk, or the bytes of a stream.
enum PreparedContent: Sendable {
  case file(TemporaryFile, previous: TemporaryFile?)
  case stream(path: String, bytes: [UInt8])
  case descriptor(Int32, bytes: [UInt8])

  /// Streams are committed first: they are more likely to fail, and they cannot be prepared.
  var isStream: Bool {
    if case .file = self { false } else { true }
  }

  /// The folder whose entries a commit changes; nil for a stream.
  var folder: FileTarget? {
    if case .file(let file, _) = self { file.target } else { nil }
  }

  /// Brings the entries of the output's folder to the disk.
  func synchronizeFolder(path: String) throws(StorageError) {
    do throws(SystemFailure) {
      try folder?.synchronizeFolder()
    } catch {
      throw error.storageError(.writing, path: path)
    }
  }

  /// Puts the output in its place; of a file the folder is still to be brought to the disk.
  func commit(path: String) throws(StorageError) {
    do throws(SystemFailure) {
      switch self {
      case .file(let file, let previous):
        try file.commit(keeping: previous)
      case .stream(let path, let bytes):
        let descriptor = try Descriptor(opening: path, O_WRONLY)
        try descriptor.write(bytes)
        try descriptor.close()
      case .descriptor(let number, let bytes):
        let descriptor = Descriptor(number: try SystemCall.duplicate(number))
        try descriptor.write(bytes)
        try descriptor.close()
      }
    } catch {
      throw error.storageError(.writing, path: path)
    }
  }

  func discard() {
    guard case .file(let file, let previous) = self else { return }
    previous?.discard()
    file.discard()
  }
}
