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
    let descriptor = try Descriptor(
      opening: path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
      mode: target.existing == nil ? 0o666 : 0o600)
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

  /// Puts the file in its target's place and brings the folder's new entry to the disk.
  ///
  /// On any failure before the file took its place the temporary one is removed.
  func commit(keepingPrevious: Bool) throws(SystemFailure) {
    do throws(SystemFailure) {
      if keepingPrevious, target.existing != nil { try keepPrevious() }
      try SystemCall.rename(path, to: target.path)
    } catch {
      discard()
      throw error
    }
    try synchronizeFolder()
  }

  /// Removes the file.
  func discard() {
    try? SystemCall.unlink(path)
  }

  /// Gives the present generation a second name before its first one is taken from it, so that there
  /// is no moment without a file under the target's name.
  private func keepPrevious() throws(SystemFailure) {
    let second = Self.newPath(beside: target)
    // Two names of one file: `rename` would do nothing and leave the passing name.
    defer { try? SystemCall.unlink(second) }
    do {
      try SystemCall.link(target.path, to: second)
    } catch  where error.code == ENOENT {
      return  // Somebody removed it meanwhile: there is nothing to keep.
    } catch  where [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(error.code) {
      try copyPrevious()  // A file system without second names.
      return
    }
    try SystemCall.rename(second, to: target.path + ".prev")
  }

  private func copyPrevious() throws(SystemFailure) {
    let source = try Descriptor(opening: target.path, O_RDONLY)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while case let count = try source.read(into: &buffer), count > 0 { bytes += buffer[..<count] }
    let previous = FileTarget(path: target.path + ".prev", existing: target.existing)
    try TemporaryFile(bytes, for: previous).commit(keepingPrevious: false)
  }

  private func synchronizeFolder() throws(SystemFailure) {
    do throws(SystemFailure) {
      let folder = try Descriptor(opening: target.folder, O_RDONLY | O_DIRECTORY)
      try SystemCall.synchronize(folder.number)
      try folder.close()
    } catch  where error.code == EINVAL || error.code == EACCES {
      // Some file systems cannot do it, and a folder may be writable without being readable.
    }
  }

  // MARK: Names

  /// Removes temporary files of the same target whose process has gone.
  static func sweep(_ target: FileTarget) {
    let prefix = namePrefix(target)
    for name in SystemCall.names(in: target.folder) {
      guard let process = process(of: name, prefix: prefix),
        !SystemCall.isAlive(process: process)
      else { continue }
      try? SystemCall.unlink("\(target.folder)/\(name)")
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
