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

  /// Reads bytes of a place counted from the file's beginning, and stays where it was; 0 is the end.
  static func read(
    _ descriptor: Int32, at place: Int, into buffer: inout [UInt8], from start: Int
  ) throws(SystemFailure) -> Int {
    precondition(start >= 0 && start <= buffer.count)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe pread(
          descriptor, UnsafeMutableRawBufferPointer(rebasing: bytes[start...]).baseAddress,
          min(bytes.count - start, 1 << 30), place)
      }
      if count >= 0 { return count }
      try waitOrThrow(descriptor, Int16(POLLIN))
    }
  }

  /// The place of the next byte that is read.
  static func place(_ descriptor: Int32) throws(SystemFailure) -> Int {
    let place = lseek(descriptor, 0, SEEK_CUR)
    if place < 0 { throw SystemFailure(code: errno) }
    return place
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

  /// Repeated only where a signal interrupted the waiting: after an error the kernel may have dropped the
  /// pages, and a second call would lie.
  static func synchronize(_ descriptor: Int32) throws(SystemFailure) {
    _ = try repeated { fsync(descriptor) }
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

  /// Takes the lock of an open file, or fails with `EWOULDBLOCK` where somebody else has it.
  static func lock(_ descriptor: Int32) throws(SystemFailure) {
    _ = try repeated { flock(descriptor, LOCK_EX | LOCK_NB) }
  }

  /// Gives the lock of an open file back, whoever else has the file open as well.
  static func unlock(_ descriptor: Int32) throws(SystemFailure) {
    _ = try repeated { flock(descriptor, LOCK_UN) }
  }

  /// Waits for the lock of an open file.
  static func waitForLock(_ descriptor: Int32) throws(SystemFailure) {
    _ = try repeated { flock(descriptor, LOCK_EX) }
  }

  static func truncate(_ descriptor: Int32, to size: Int = 0) throws(SystemFailure) {
    _ = try repeated { ftruncate(descriptor, off_t(size)) }
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

  static func signalSelf(_ signal: Int32) { kill(getpid(), signal) }

  static var user: UInt32 { geteuid() }

  /// Sleeps; a signal may end it early.
  static func pause(milliseconds: Int32) {
    _ = poll(nil, 0, milliseconds)
  }

  /// Runs something on a thread of its own; false where there can be none.
  static func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
    let work = unsafe Unmanaged.passRetained(ThreadWork(body: body))
    var thread = pthread_t()
    let failure = unsafe pthread_create(
      &thread, nil,
      { work in
        if let work = unsafe work {
          unsafe Unmanaged<ThreadWork>.fromOpaque(work).takeRetainedValue().body()
        }
        return nil
      }, work.toOpaque())
    if failure == 0 { _ = pthread_detach(thread) } else { unsafe work.release() }
    return failure == 0
  }

  /// Ends the program at once, with nothing run on the way out.
  static func exit(_ code: Int32) -> Never { _exit(code) }

  // MARK: Signals

  static func ignore(signal number: Int32) {
    _ = signal(number, SIG_IGN)
  }

  /// Whether whoever started the program wants a signal to have no effect, as `nohup` does.
  static func isIgnored(signal number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    let handler = unsafe action.__sigaction_handler.sa_handler
    return unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Keeps signals from this thread, and from those that it starts; they wait until they are asked for.
  static func block(signals: [Int32]) {
    var set = signalSet(signals)
    unsafe _ = pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Lets signals through to this thread again.
  static func unblock(signals: [Int32]) {
    var set = signalSet(signals)
    unsafe _ = pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// Waits for one of some blocked signals and takes it; nil where the system refuses to wait.
  static func wait(forSignals signals: [Int32]) -> Int32? {
    var set = signalSet(signals)
    var number: Int32 = 0
    return unsafe sigwait(&set, &number) == 0 ? number : nil
  }

  private static func signalSet(_ signals: [Int32]) -> sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for number in signals { unsafe sigaddset(&set, number) }
    return set
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

/// What a thread does: C hands over one pointer.
private final class ThreadWork: Sendable {
  let body: @Sendable () -> Void

  init(body: @escaping @Sendable () -> Void) { self.body = body }
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
