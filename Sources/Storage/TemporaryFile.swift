import Glibc

/// A file under a passing name beside its target, complete on disk and ready to take its place.
///
/// The name is `.<name>.<pid>-<random>.tmp`, so that a later run can tell whose it was and sweep it up
/// if its process has gone.
struct TemporaryFile: Sendable, Equatable {
  let path: String
  let target: FileTarget

  /// Writes the bytes under a passing name and brings them to the disk.
  ///
  /// On any failure nothing is left behind.
  init(
    _ bytes: [UInt8], for target: FileTarget
  ) throws(SystemFailure) {
    self.target = target
    path = Self.newPath(beside: target)
    PassingNames.add(path)
    let descriptor: Descriptor
    do throws(SystemFailure) {
      descriptor = try Descriptor(
        opening: path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
        mode: target.existing == nil ? 0o666 : 0o600)
    } catch {
      PassingNames.remove(path)
      throw error
    }
    do throws(SystemFailure) {
      if let existing = target.existing {
        // The owner first: changing it may reset the mode. Only root may give files away, so that a
        // refusal is normal and the file then belongs to whoever writes it.
        try? SystemCall.setOwner(
          descriptor.number, owner: existing.owner, group: existing.group)
        do {
          try SystemCall.setMode(descriptor.number, existing.mode)
        } catch  where error.code == EPERM || error.code == EOPNOTSUPP {
          // A file system without modes, as on a memory stick.
        }
      }
      try descriptor.write(bytes)
      try SystemCall.synchronize(descriptor.number)
      try descriptor.close()
    } catch {
      discard()
      throw error
    }
  }

  /// Puts the file in its target's place; the folder's new entry is still to be brought to the disk.
  ///
  /// On any failure the temporary file is removed.
  ///
  /// - Parameter previous: the present generation under a passing name, to be kept.
  /// - Throws: what the system said of the first step that failed.
  func commit(keeping previous: TemporaryFile? = nil) throws(SystemFailure) {
    do throws(SystemFailure) {
      if let previous {
        try previous.takePlace()
        // Where another writer has kept the same generation meanwhile, both names are of one file, and
        // `rename` has done nothing.
        try? SystemCall.unlink(previous.path)
      }
      try takePlace()
    } catch {
      previous?.discard()
      discard()
      throw error
    }
  }

  private func takePlace() throws(SystemFailure) {
    try SystemCall.rename(path, to: target.path)
    PassingNames.remove(path)
  }

  /// Removes the file.
  func discard() {
    try? SystemCall.unlink(path)
    PassingNames.remove(path)
  }

  /// Gives the target's present generation a second, passing name, before its first one is taken from
  /// it: so there is no moment without a file under either name.
  ///
  /// - Returns: the generation, to take the place of `<target>.prev`; nil where there is none to keep.
  func previousGeneration() throws(SystemFailure) -> TemporaryFile? {
    guard target.existing != nil else { return nil }
    let previous = FileTarget(path: target.path + ".prev", existing: target.existing)
    // Two names of one file: `rename` would do nothing and leave the passing name.
    if let kept = try? SystemCall.status(path: previous.path, followingLinks: false),
      kept.stamp.inode == target.existing?.stamp.inode
    {
      return nil
    }
    let second = TemporaryFile(path: Self.newPath(beside: target), target: previous)
    PassingNames.add(second.path)
    do {
      try SystemCall.link(target.path, to: second.path)
      return second
    } catch {
      PassingNames.remove(second.path)
      switch error.code {
      case ENOENT: return nil  // Somebody removed it meanwhile: there is nothing to keep.
      case EPERM, EOPNOTSUPP, ENOSYS, EMLINK: return try copy(to: previous)
      default: throw error
      }
    }
  }

  private init(path: String, target: FileTarget) {
    self.path = path
    self.target = target
  }

  /// Where the file system has no second names.
  private func copy(to previous: FileTarget) throws(SystemFailure) -> TemporaryFile {
    let source = try Descriptor(opening: target.path, O_RDONLY)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while case let count = try source.read(into: &buffer), count > 0 { bytes += buffer[..<count] }
    return try TemporaryFile(bytes, for: previous)
  }

  // MARK: Names

  /// Removes our own temporary files of the same target whose process has gone.
  ///
  /// A file of another user, or one that is no regular file, is somebody else's, whatever its name.
  static func sweep(_ target: FileTarget) {
    let prefix = namePrefix(target)
    for name in SystemCall.names(in: target.folder) {
      guard let process = process(of: name, prefix: prefix),
        !SystemCall.isAlive(process: process)
      else { continue }
      let path = "\(target.folder)/\(name)"
      guard let status = try? SystemCall.status(path: path, followingLinks: false),
        status.kind == .regular, status.owner == SystemCall.user
      else { continue }
      try? SystemCall.unlink(path)
    }
  }

  private static func newPath(beside target: FileTarget) -> String {
    let random = String(UInt64.random(in: .min ... .max), radix: 16)
    return
      "\(target.folder)/\(namePrefix(target))\(SystemCall.processIdentifier)-\(random).tmp"
  }

  /// A file name may have 255 bytes, so that a long one is cut to leave room for the rest.
  private static func namePrefix(_ target: FileTarget) -> String {
    var name = target.name
    while name.utf8.count > 200 { name.removeLast() }
    return ".\(name)."
  }

  /// The process number in a temporary file's name, or nothing if it is some other file.
  private static func process(of name: String, prefix: String) -> Int32? {
    guard name.hasPrefix(prefix), name.hasSuffix(".tmp") else { return nil }
    let parts = name.dropFirst(prefix.count).dropLast(4)
      .split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let process = Int32(parts[0]), process > 0,
      UInt64(parts[1], radix: 16) != nil
    else { return nil }
    return process
  }
}
