import Glibc

/// Where the bytes for a name will really go.
enum OutputTarget {
  /// A file in a folder, replaced as a whole; `existing` is what stands there now.
  case file(FileTarget)
  /// A pipe or character device: the bytes are streamed and nothing is promised.
  case stream(path: String)
  /// A descriptor this process was started with.
  case descriptor(Int32)

  /// Looks the name up and refuses what cannot be written, before anything is made.
  init(_ path: String) throws(StorageError) {
    try StorageError.checkName(path, .creating)
    if let number = Self.ownDescriptor(path) {
      self = .descriptor(number)
      return
    }
    do throws(SystemFailure) {
      let status = try SystemCall.status(path: path)
      switch status.kind {
      case .regular:
        try SystemCall.checkWritable(path)
        self = .file(FileTarget(path: try Self.resolved(path), existing: status))
      case .pipe, .characterDevice:
        self = .stream(path: path)
      case .folder:
        throw SystemFailure(code: EISDIR)
      case .socket, .blockDevice, .link, .other:
        throw SystemFailure(code: ENXIO)
      }
    } catch  where error.code == ENOENT {
      self = .file(try Self.newFile(path))
    } catch {
      throw error.storageError(.creating, path: path)
    }
  }

  /// The process's own descriptors are written as they are: opening `/dev/stdout` anew would start at
  /// the beginning of the file it was redirected to, and replacing that file would lose it.
  private static func ownDescriptor(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      for prefix in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(prefix) {
        return Int32(path.dropFirst(prefix.count))
      }
      return nil
    }
  }

  /// A link is resolved once, so that the real file is replaced and the link stays.
  private static func resolved(_ path: String) throws(SystemFailure) -> String {
    guard try SystemCall.status(path: path, followingLinks: false).kind == .link else {
      return path
    }
    return try SystemCall.realPath(path)
  }

  private static func newFile(_ path: String) throws(StorageError) -> FileTarget {
    // Only a link: what is a file by now was made by another process in this moment.
    if (try? SystemCall.status(path: path, followingLinks: false))?.kind == .link {
      throw StorageError(
        kind: .cannotCreate, path: path,
        message: "cannot create it: it is a symbolic link to a file that does not exist",
        hint: "remove the link, or create the file it points to")
    }
    if path.hasSuffix("/") {
      throw StorageError(
        kind: .cannotCreate, path: path, message: "cannot create it: the name ends with '/'",
        hint: "give a file name after the folder")
    }
    return FileTarget(path: path, existing: nil)
  }
}

/// A regular file's place: its folder, its name, and what stands there now.
struct FileTarget: Sendable, Equatable {
  let path: String
  let folder: String
  let name: String
  let existing: FileStatus?

  init(path: String, existing: FileStatus?) {
    self.path = path
    self.existing = existing
    guard let slash = path.lastIndex(of: "/") else {
      folder = "."
      name = path
      return
    }
    folder = slash == path.startIndex ? "/" : String(path[..<slash])
    name = String(path[path.index(after: slash)...])
  }

  /// Brings the folder's entries to the disk.
  func synchronizeFolder() throws(SystemFailure) {
    do throws(SystemFailure) {
      let opened = try Descriptor(opening: folder, O_RDONLY | O_DIRECTORY)
      try SystemCall.synchronize(opened.number)
      try opened.close()
    } catch  where error.code == EINVAL || error.code == EACCES {
      // Some file systems cannot do it, and a folder may be writable without being readable.
    }
  }
}
