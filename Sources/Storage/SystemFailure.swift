import Glibc

/// A failed system call's `errno`, before it is known which file the user will be told about.
struct SystemFailure: Error, Equatable {
  let code: Int32

  /// What the failed call was for: the same code means different things for an input and an output.
  enum Purpose {
    case reading, creating, writing
  }

  /// The failure in the user's words.
  ///
  /// An own table instead of `strerror`: that one depends on the locale, and its texts say nothing
  /// about the remedy.
  func storageError(_ purpose: Purpose, path: String) -> StorageError {
    switch (code, purpose) {
    case (ENOENT, .reading):
      .init(
        kind: .notFound, path: path, message: "no such file",
        hint: "check the spelling and the current folder")
    case (ENOENT, _):
      .init(
        kind: .cannotCreate, path: path, message: "cannot create it: its folder does not exist",
        hint: "create the folder first")
    case (ENOTDIR, .reading):
      .init(
        kind: .notFound, path: path, message: "no such file: a part of its path is not a folder",
        hint: "check the spelling and the current folder")
    case (ENOTDIR, _):
      .init(
        kind: .cannotCreate, path: path, message: "cannot create it: a part of its path is a file",
        hint: "choose another folder")
    case (EISDIR, .reading):
      .isDirectory(path)
    case (EISDIR, _):
      .init(
        kind: .cannotCreate, path: path, message: "cannot create it: it is a directory",
        hint: "name a file in it")
    case (EACCES, .reading), (EPERM, .reading):
      .init(
        kind: .notPermitted, path: path, message: "no permission to read it",
        hint: "check the owner and the mode of the file and its folders")
    case (EACCES, _), (EPERM, _):
      .init(
        kind: .notPermitted, path: path, message: "no permission to write it",
        hint: "check the owner and the mode of the file and its folder")
    case (EPIPE, _):
      .init(kind: .brokenPipe, path: path, message: "the reader has closed the pipe")
    case (EROFS, _), (EBUSY, .creating), (ENAMETOOLONG, .creating), (ELOOP, .creating),
      (ENXIO, .creating):
      .init(
        kind: .cannotCreate, path: path, message: "cannot create it: \(text)",
        hint: "choose another place")
    case (ENAMETOOLONG, .reading), (ELOOP, .reading):
      .init(kind: .notFound, path: path, message: "cannot open it: \(text)")
    case (ENOSPC, _), (EDQUOT, _):
      .init(
        kind: .inputOutput, path: path, message: "cannot write: \(text)",
        hint: "free some space and run it again")
    case (EFBIG, _):
      .init(
        kind: .inputOutput, path: path, message: "cannot write: \(text)",
        hint: "raise the limit on file size (ulimit -f)")
    case (_, .reading):
      .init(kind: .inputOutput, path: path, message: "cannot read: \(text)")
    case (_, .creating), (_, .writing):
      .init(kind: .inputOutput, path: path, message: "cannot write: \(text)")
    }
  }

  /// The code in words, in English whatever the locale is.
  var text: String {
    switch code {
    case EIO: "input/output error"
    case EACCES, EPERM: "no permission"
    case EINTR: "a signal interrupted it"
    case ENOLCK: "the file system keeps no locks"
    case ENOSPC: "no space left on the device"
    case EDQUOT: "the disk quota is used up"
    case EFBIG: "the file would be larger than the limit"
    case EROFS: "the file system is read-only"
    case EBUSY: "it is in use, perhaps as a mount point"
    case ENAMETOOLONG: "the name is too long"
    case ELOOP: "too many symbolic links"
    case EMFILE, ENFILE: "too many open files"
    case ENOMEM: "out of memory"
    case EBADF: "the descriptor is closed"
    case ENXIO: "no such device, or nobody listens at the socket"
    case ESTALE: "the network file system has lost the file"
    case ETXTBSY: "it is a program that runs now"
    case EINVAL: "the system refuses the operation"
    default: "system error \(code)"
    }
  }
}

extension StorageError {
  static func isDirectory(_ path: String) -> StorageError {
    .init(
      kind: .isDirectory, path: path, message: "is a directory, not a file",
      hint: "name a file in it")
  }

  /// Refuses names the system would cut or misread, before it gets to see them.
  static func checkName(_ path: String, _ purpose: SystemFailure.Purpose) throws(StorageError) {
    let kind: Kind = purpose == .reading ? .notFound : .cannotCreate
    if path.isEmpty {
      throw .init(kind: kind, path: "''", message: "the file name is empty", hint: "give a name")
    }
    if path.utf8.contains(0) {
      throw .init(kind: kind, path: path, message: "the file name contains a zero byte")
    }
  }
}
