import Foundation
import Synchronization
import Testing

@testable import ForecastStorage

@Suite struct FileLockTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Whether the lock could be had, and given back at once.
  private func isFree(_ name: String) throws -> Bool {
    do {
      guard let lock = try FileLock.take(for: folder(name)) else { return false }
      lock.release()
      return true
    } catch {
      #expect(error.kind == .busy)
      return false
    }
  }

  /// Whether there is a lock for a path at all.
  private func hasLock(_ path: String) throws -> Bool {
    let lock = try FileLock.take(for: path)
    return lock != nil
  }

  @Test func `one at a time holds the lock of a file, and it is free when given back`() throws {
    let lock = try FileLock.take(for: folder("a"))
    #expect(try !isFree("a"))
    #expect(try isFree("b"))
    lock?.release()
    #expect(try isFree("a"))
    #expect(try folder.names() == ["a.lock", "b.lock"])
    #expect(try folder.mode("a.lock") == 0o600)
  }

  /// Between a fork and its own code a program has all files of its parent open.
  @Test func `given back it is free, whatever programs are being started meanwhile`() throws {
    let isDone = Mutex(false)
    let starting = Background {
      while !isDone.withLock(\.self) { try? run("/bin/true", []) }
      return true
    }
    defer {
      isDone.withLock { $0 = true }
      _ = starting.wait()
    }
    for _ in 0..<5_000 {
      let lock = try FileLock.take(for: folder("a"))
      lock?.release()
    }
  }

  @Test func `out of sight it is given back, also after an error`() throws {
    func fail() throws {
      let lock = try FileLock.take(for: folder("a"))
      #expect(try !isFree("a"))
      if lock == nil { return }
      throw StorageError(kind: .damaged, path: "", message: "")
    }
    #expect(throws: StorageError.self) { try fail() }
    #expect(try isFree("a"))
  }

  @Test func `who comes second is told who holds it`() throws {
    let lock = try FileLock.take(for: folder("a"))
    let error = storageError { _ = try FileLock.take(for: folder("a")) }
    let process = ProcessInfo.processInfo.processIdentifier
    #expect(
      error?.description
        == "\(folder("a")): process \(process) is at work on it and holds its lock; "
        + "hint: run it again later, or wait with --wait 10m")
    try Data().write(to: URL(fileURLWithPath: folder("a.lock")))
    let other = storageError { _ = try FileLock.take(for: folder("a")) }
    #expect(other?.message == "another process is at work on it and holds its lock")
    lock?.release()
  }

  @Test func `who waits gets it when it is free`() throws {
    let lock = try FileLock.take(for: folder("a"))
    let path = folder("a")
    let waiting = Background { () -> Bool in
      let lock = try? FileLock.take(for: path, waitingSeconds: 60)
      return lock != nil
    }
    Interruption.pause(milliseconds: 50)
    lock?.release()
    #expect(waiting.wait() == true)
  }

  @Test func `a link leads to the lock of its file, a stream has none`() throws {
    try folder.make("real", [1])
    try FileManager.default.createSymbolicLink(
      atPath: folder("link"), withDestinationPath: folder("real"))
    let lock = try FileLock.take(for: folder("link"))
    #expect(try folder.names() == ["link", "real", "real.lock"])
    #expect(try !isFree("real"))
    lock?.release()
    #expect(try !hasLock("/dev/null"))
    #expect(try hasLock(folder("real")))
  }

  @Test func `a symbolic link in the lock's place is not followed`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder("a.lock"), withDestinationPath: folder("victim"))
    let error = storageError { _ = try FileLock.take(for: folder("a")) }
    #expect(
      error?.description
        == "\(folder("a.lock")): cannot lock it: it is a symbolic link; hint: remove it")
    #expect(error?.kind == .cannotCreate)
    #expect(try folder.names() == ["a.lock"])
  }

  @Test func `nor are a folder or a pipe locked`() throws {
    try FileManager.default.createDirectory(
      atPath: folder("a.lock"), withIntermediateDirectories: false)
    _ = try folder.makePipe("b.lock")
    let folderError = storageError { _ = try FileLock.take(for: folder("a")) }
    #expect(
      folderError?.description
        == "\(folder("a.lock")): cannot create it: it is a directory; hint: name a file in it")
    let pipeError = storageError { _ = try FileLock.take(for: folder("b")) }
    #expect(
      pipeError?.description
        == "\(folder("b.lock")): cannot lock it: it is a pipe; hint: remove it")
  }

  @Test func `what is wrong with the folder is said of the file`() {
    let error = storageError { _ = try FileLock.take(for: folder("nowhere/a")) }
    #expect(
      error?.description
        == "\(folder("nowhere/a")): cannot create it: its folder does not exist; "
        + "hint: create the folder first")
  }

  @Test func `what a killed holder left beside the file is swept, whatever it was for`() throws {
    let gone = ["a", "a.prev", "a.checkpoint"].map { ".\($0).2147483646-1f.tmp" }
    let kept = [".b.2147483646-1f.tmp", "a.2147483646-1f.tmp"]
    for name in gone + kept { try folder.make(name, [1]) }
    let lock = try FileLock.take(for: folder("a"))
    #expect(try folder.names() == (kept + ["a.lock"]).sorted())
    lock?.release()
  }
}
