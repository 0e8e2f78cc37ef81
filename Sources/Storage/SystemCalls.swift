import Glibc

/// The system calls this module makes, behind signatures that cannot be misused.
///
/// Every raw pointer of the module's file handling is in this file. Each function is one call: it
/// repeats what a signal interrupted, reports `errno` as a thrown value, and decides nothing.
enum SystemCall {
  // MARK: Descriptors

  static func open(
    _ path: String, _ flags: Int32, mode: UInt32 = 0
  ) throws(SystemFailure) -> Int32 {
    try repeated { unsafe Glibc.open(path, flags | O_CLOEXEC | O_NOCTTY, mode) }
  }

  /// Closes a descriptor; after an interruption Linux has closed it all the same.
  static func close(_ descriptor: Int32) throws(SystemFailure) {
    if Glibc.close(descriptor) != 0, errno != EINTR { throw SystemFailure(code: errno) }
  }

  /// Reads at most `buffer.count - start` bytes; 0 is the end.
  static func read(
    _ descriptor: Int32, into buffer: inout [UInt8], from start: Int
  ) throws(SystemFailure) -> Int {
    precondition(start >= 0 && start <= buffer.count)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(
          descriptor, UnsafeMutableRawBufferPointer(rebasing: bytes[start...]).baseAddress,
          min(bytes.count - start, 1 << 30))
      }
      if count >= 0 { return count }
      try waitOrThrow(descriptor, Int16(POLLIN))
    }
  }

  /// Moves to a place counted from the file's beginning.
  static func seek(_ descriptor: Int32, to place: Int) throws(SystemFailure) {
    if lseek(descriptor, place, SEEK_SET) < 0 { throw SystemFailure(code: errno) }
  }

  /// Writes some of the bytes from `start` on and returns how many.
  static func write(
    _ descriptor: Int32, _ bytes: [UInt8], from start: Int
  ) throws(SystemFailure) -> Int {
    precondition(start >= 0 && start < bytes.count)
    while true {
      let count = unsafe bytes.withUnsafeBytes { bytes in
        unsafe Glibc.write(
          descriptor, UnsafeRawBufferPointer(rebasing: bytes[start...]).baseAddress,
          min(bytes.count - start, 1 << 30))
      }
      if count >= 0 { return count }
      try waitOrThrow(descriptor, Int16(POLLOUT))
    }
  }

  /// Never repeated on an error: the kernel may have dropped the pages, and a second call would lie.
  static func synchronize(_ descriptor: Int32) throws(SystemFailure) {
    if fsync(descriptor) != 0 { throw SystemFailure(code: errno) }
  }

  static func setMode(_ descriptor: Int32, _ mode: UInt32) throws(SystemFailure) {
    if fchmod(descriptor, mode) != 0 { throw SystemFailure(code: errno) }
  }

  static func setOwner(
    _ descriptor: Int32, owner: UInt32, group: UInt32
  ) throws(SystemFailure) {
    if fchown(descriptor, owner, group) != 0 { throw SystemFailure(code: errno) }
  }

  static func duplicate(_ descriptor: Int32) throws(SystemFailure) -> Int32 {
    try repeated { fcntl(descriptor, F_DUPFD_CLOEXEC, 3) }
  }

  /// Makes `target` another name of `descriptor`, open across `exec`.
  static func duplicate(_ descriptor: Int32, onto target: Int32) throws(SystemFailure) {
    _ = try repeated { dup2(descriptor, target) }
  }

  static func isOpen(_ descriptor: Int32) -> Bool {
    fcntl(descriptor, F_GETFD) != -1 || errno != EBADF
  }

  static func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1
  }

  // MARK: Names

  static func status(_ descriptor: Int32) throws(SystemFailure) -> FileStatus {
    var information = stat()
    if unsafe fstat(descriptor, &information) != 0 { throw SystemFailure(code: errno) }
    return FileStatus(information)
  }

  /// Looks a name up; a symbolic link is followed unless `followingLinks` is false.
  static func status(
    path: String, followingLinks: Bool = true
  ) throws(SystemFailure) -> FileStatus {
    var information = stat()
    let flags = followingLinks ? 0 : AT_SYMLINK_NOFOLLOW
    if unsafe fstatat(AT_FDCWD, path, &information, flags) != 0 {
      throw SystemFailure(code: errno)
    }
    return FileStatus(information)
  }

  static func checkWritable(_ path: String) throws(SystemFailure) {
    if unsafe faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0 {
      throw SystemFailure(code: errno)
    }
  }

  static func rename(_ old: String, to new: String) throws(SystemFailure) {
    if unsafe Glibc.rename(old, new) != 0 { throw SystemFailure(code: errno) }
  }

  static func link(_ old: String, to new: String) throws(SystemFailure) {
    if unsafe Glibc.link(old, new) != 0 { throw SystemFailure(code: errno) }
  }

  static func unlink(_ path: String) throws(SystemFailure) {
    if unsafe Glibc.unlink(path) != 0 { throw SystemFailure(code: errno) }
  }

  /// The path with every symbolic link resolved.
  static func realPath(_ path: String) throws(SystemFailure) -> String {
    guard let resolved = unsafe realpath(path, nil) else { throw SystemFailure(code: errno) }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// The names in a folder, in no order; none if it cannot be read.
  static func names(in folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe _ = closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names
  }

  // MARK: Processes

  static var processIdentifier: Int32 { getpid() }

  /// Whether a process of this number exists, also one that belongs to somebody else.
  static func isAlive(process: Int32) -> Bool {
    kill(process, 0) == 0 || errno != ESRCH
  }

  static func ignore(signal number: Int32) {
    _ = signal(number, SIG_IGN)
  }

  // MARK: Repeating

  private static func repeated(_ call: () -> Int32) throws(SystemFailure) -> Int32 {
    while true {
      let result = call()
      if result >= 0 { return result }
      if errno != EINTR { throw SystemFailure(code: errno) }
    }
  }

  /// After a failed transfer: returns if it is worth another try, and waits if the descriptor is one
  /// that somebody made non-blocking.
  private static func waitOrThrow(_ descriptor: Int32, _ event: Int16) throws(SystemFailure) {
    let code = errno
    if code == EINTR { return }
    guard code == EAGAIN else { throw SystemFailure(code: code) }
    var request = pollfd(fd: descriptor, events: event, revents: 0)
    if unsafe poll(&request, 1, -1) < 0, errno != EINTR { throw SystemFailure(code: errno) }
  }
}

extension FileStatus {
  fileprivate init(_ information: stat) {
    kind =
      switch information.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      case S_IFIFO: .pipe
      case S_IFSOCK: .socket
      case S_IFCHR: .characterDevice
      case S_IFBLK: .blockDevice
      case S_IFLNK: .link
      default: .other
      }
    mode = information.st_mode & 0o777
    owner = information.st_uid
    group = information.st_gid
    stamp = FileStamp(
      size: Int(information.st_size), modifiedSeconds: information.st_mtim.tv_sec,
      modifiedNanoseconds: information.st_mtim.tv_nsec, inode: UInt64(information.st_ino))
  }
}
