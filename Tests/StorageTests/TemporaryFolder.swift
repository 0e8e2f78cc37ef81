import Foundation
import Testing

@testable import ForecastStorage

/// A folder of a test's own, removed when the test is done.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/storage-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of a name in the folder.
  func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// Puts a file there without any of the module's help.
  @discardableResult
  func make(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: self(name)))
    return self(name)
  }

  func makePipe(_ name: String) throws -> String {
    try run("/usr/bin/mkfifo", [self(name)])
    return self(name)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: self(name))))
  }

  /// All names, the hidden ones too, sorted.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  func mode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: self(name))[.posixPermissions] as? Int
  }
}

/// What a throwing call threw as a storage error, or nothing if it did not.
func storageError(_ body: () throws -> Void) -> StorageError? {
  do {
    try body()
    return nil
  } catch {
    return error as? StorageError
  }
}

/// Runs a program and waits for it: the tests let other programs make their inputs.
func run(_ program: String, _ arguments: [String]) throws {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  try process.run()
  process.waitUntilExit()
}

/// A pipe's two ends.
///
/// It had a name, so that both are opened with `O_CLOEXEC`: no program that another test starts has them,
/// too.
func makePipe() throws -> (reader: Int32, writer: Int32) {
  let folder = try TemporaryFolder()
  defer { withExtendedLifetime(folder) {} }
  let path = try folder.makePipe("pipe")
  let reader = try SystemCall.open(path, O_RDONLY | O_NONBLOCK)
  let writer = try SystemCall.open(path, O_WRONLY)
  try #require(fcntl(reader, F_SETFL, 0) == 0)
  return (reader, writer)
}

/// Work on a thread of its own, which may wait for the other end of a pipe.
final class Background<Result: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private var result: Result?

  init(_ work: @escaping @Sendable () -> Result) {
    let thread = Thread {
      let result = work()
      self.condition.withLock {
        self.result = result
        self.condition.broadcast()
      }
    }
    thread.start()
  }

  func wait() -> Result? {
    condition.withLock {
      while result == nil { condition.wait() }
      return result
    }
  }
}
