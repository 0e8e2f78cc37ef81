import Glibc
import Synchronization

/// The files that a run reads and writes, with their digests, for whoever keeps a record of runs.
///
/// It is off unless asked for. In a rehearsal everything is done but nothing is written: a recorded run
/// can be repeated to see whether it gives the same bytes, without touching what it gave.
public enum RunFiles {
  /// A file and the SHA-256 of its bytes.
  public struct Entry: Sendable, Equatable {
    /// The file's name as the run called it; `-` is a standard stream.
    public let path: String
    /// 64 lower-case digits; nil where the file cannot be read any more.
    public let digest: String?

    /// Makes an entry.
    public init(path: String, digest: String?) {
      self.path = path
      self.digest = digest
    }
  }

  private struct State: Sendable {
    var isRehearsal = false
    /// What was read: with its digest where all of it was at hand.
    var inputs: [Entry] = []
    var outputs: [Entry] = []
    /// What went to standard output, which is written piece by piece.
    var standardOutput: SHA256?
  }

  private static let state = Mutex<State?>(nil)

  /// Begins to keep the record.
  ///
  /// - Parameter rehearsing: whether nothing is to be written.
  public static func begin(rehearsing: Bool = false) {
    state.withLock { $0 = State(isRehearsal: rehearsing) }
  }

  /// Whether nothing is written.
  public static var isRehearsal: Bool { state.withLock { $0?.isRehearsal ?? false } }

  /// What was read so far, each file once, in the order in which it was.
  public static var inputs: [Entry] {
    let entries = state.withLock { $0?.inputs ?? [] }
    return entries.map { entry in
      entry.digest == nil && entry.path != "-"
        ? Entry(path: entry.path, digest: digest(ofFile: entry.path)) : entry
    }
  }

  /// What was written so far.
  public static var outputs: [Entry] {
    state.withLock { state in
      guard let state else { return [] }
      let stream = state.standardOutput.map { Entry(path: "-", digest: $0.hexadecimalDigest()) }
      return state.outputs + (stream.map { [$0] } ?? [])
    }
  }

  /// The digest of a file as it is now.
  ///
  /// - Parameter path: the file's name.
  /// - Returns: 64 lower-case digits; nil where it cannot be read, or is no regular file.
  public static func digest(ofFile path: String) -> String? {
    guard let file = try? Descriptor(reading: path, O_RDONLY | O_NONBLOCK),
      (try? file.status(path: path).kind) == .regular
    else { return nil }
    var digest = SHA256()
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      guard let count = try? file.read(into: &block) else { return nil }
      if count == 0 { return digest.hexadecimalDigest() }
      digest.update(block[..<count])
    }
  }

  // MARK: What this module reports

  /// A file is read; `bytes` is all of it, where it is at hand.
  static func read(_ path: String, _ bytes: [UInt8]? = nil) {
    state.withLock { state in
      guard state != nil, state?.inputs.contains(where: { $0.path == path }) == false else {
        return
      }
      state?.inputs.append(Entry(path: path, digest: bytes.map { SHA256.hexadecimal(of: $0) }))
    }
  }

  /// A file is written, or in a rehearsal would be.
  static func wrote(_ path: String, _ bytes: [UInt8]) {
    state.withLock { state in
      guard state != nil else { return }
      state?.outputs.removeAll { $0.path == path }
      state?.outputs.append(Entry(path: path, digest: SHA256.hexadecimal(of: bytes)))
    }
  }

  /// Something goes to standard output.
  static func wroteToStandardOutput(_ bytes: [UInt8]) {
    state.withLock { state in
      guard state != nil else { return }
      var digest = state?.standardOutput ?? SHA256()
      digest.update(bytes)
      state?.standardOutput = digest
    }
  }
}
