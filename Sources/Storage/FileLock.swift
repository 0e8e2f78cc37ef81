import Glibc

/// The right to write a file, held by one process at a time.
///
/// It is the kernel's lock (`flock`) on a side file `<file>.lock`, so that it ends with its holder however
/// that ended; a file with a process number alone would stay behind. The side file is never removed, or
/// two processes could hold two locks of one name. Not the file itself is locked, because renaming puts
/// another in its place. It keeps out only those that ask for it, on the same host; on a network file
/// system it depends on the server.
public struct FileLock: ~Copyable, Sendable {
  private let descriptor: Descriptor

  /// Takes the lock, and sweeps what a holder that was killed has left beside the file.
  ///
  /// - Parameters:
  ///   - path: the file that is going to be written.
  ///   - seconds: how long to wait where another process has it.
  /// - Returns: the lock; nil for a stream, which has none.
  /// - Throws: ``StorageError`` of kind `busy` where another process has it, or saying why there can be
  ///   none.
  public static func take(
    for path: String, waitingSeconds seconds: Int = 0
  ) throws(StorageError) -> FileLock? {
    guard !RunFiles.isRehearsal, case .file(let target) = try OutputTarget(path) else {
      return nil
    }
    let place = target.path + ".lock"
    let descriptor = try Self.open(place, for: path)
    let end = ContinuousClock().now + .seconds(seconds)
    while true {
      do throws(SystemFailure) {
        try SystemCall.lock(descriptor.number)
        break
      } catch  where error.code == EWOULDBLOCK {
        guard ContinuousClock().now < end else {
          throw Self.busy(path, holder: Self.holder(in: descriptor))
        }
      } catch {
        throw StorageError(
          kind: .cannotCreate, path: place, message: "cannot lock it: \(error.text)",
          hint: "choose a folder on a disk of this machine")
      }
      SystemCall.pause(milliseconds: 20)
    }
    // For the message of the next one only: a disk too full for it is no reason to stop.
    try? SystemCall.truncate(descriptor.number)
    try? descriptor.write(Array("\(SystemCall.processIdentifier)\n".utf8))
    for suffix in [""] + Self.companions {
      TemporaryFile.sweep(FileTarget(path: target.path + suffix, existing: nil))
    }
    return FileLock(descriptor: descriptor)
  }

  private init(descriptor: consuming Descriptor) { self.descriptor = descriptor }

  /// Gives the lock back; going out of sight does the same.
  public consuming func release() {}

  /// Closing alone would not do: a program that another thread has just forked has the open file as well
  /// until its own code begins, and the lock with it.
  deinit { try? SystemCall.unlock(descriptor.number) }

  /// What may stand beside a file: the generation before, what a fit keeps on its way, and the lock.
  public static let companions = [".prev", ".checkpoint", ".lock"]

  private static func open(
    _ place: String, for path: String
  ) throws(StorageError) -> Descriptor {
    let isThere = (try? SystemCall.status(path: place, followingLinks: false)) != nil
    let descriptor: Descriptor
    do throws(SystemFailure) {
      descriptor = try Descriptor(
        opening: place, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, mode: 0o600)
    } catch  where error.code == ELOOP && isThere {
      throw Self.notALock(place, FileStatus.Kind.link)
    } catch {
      // What is wrong with the folder is wrong for the file itself.
      throw error.storageError(.creating, path: isThere ? place : path)
    }
    let kind = try descriptor.status(path: place).kind
    guard kind == .regular else { throw Self.notALock(place, kind) }
    return descriptor
  }

  private static func notALock(_ place: String, _ kind: FileStatus.Kind) -> StorageError {
    StorageError(
      kind: .cannotCreate, path: place, message: "cannot lock it: it is \(kind.text)",
      hint: "remove it")
  }

  private static func busy(_ path: String, holder: Int32?) -> StorageError {
    let who = holder.map { "process \($0)" } ?? "another process"
    return StorageError(
      kind: .busy, path: path, message: "\(who) is at work on it and holds its lock",
      hint: "run it again later, or wait with --wait 10m")
  }

  /// The process number that a holder wrote down; nil where it has not yet.
  private static func holder(in descriptor: borrowing Descriptor) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    guard let count = try? descriptor.read(into: &bytes) else { return nil }
    return Int32(String(decoding: bytes[..<count].prefix { $0 != 10 }, as: UTF8.self))
  }
}
