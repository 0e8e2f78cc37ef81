/// What tells one state of a file from the next: size, time of change, and which file it is.
///
/// A reader compares the stamps before and after it read; if they differ, somebody wrote meanwhile and
/// the bytes may belong to no state of the file at all. It is no fingerprint: two files with equal
/// content have different stamps.
public struct FileStamp: Sendable, Equatable {
  /// The size in bytes.
  public let size: Int

  /// Seconds of the last change since 1970.
  public let modifiedSeconds: Int

  /// Nanoseconds of the last change within its second.
  public let modifiedNanoseconds: Int

  /// The file's number in its file system.
  public let inode: UInt64
}

/// What the system says about a file.
struct FileStatus: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case regular, folder, pipe, socket, characterDevice, blockDevice, link, other

    /// The kind as a noun with its article.
    var text: String {
      switch self {
      case .regular: "a regular file"
      case .folder: "a directory"
      case .pipe: "a pipe"
      case .socket: "a socket"
      case .characterDevice, .blockDevice: "a device"
      case .link: "a symbolic link"
      case .other: "a special file"
      }
    }
  }

  let kind: Kind
  /// The permission bits, without set-user-id and its kin.
  let mode: UInt32
  let owner: UInt32
  let group: UInt32
  let stamp: FileStamp
}
