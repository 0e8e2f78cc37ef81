import ForecastStorage
import Foundation
import Glibc
import Testing

/// A folder of a test's own, in which it runs the program; removed when the test is done.
final class Workplace: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/command-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Runs `forecast` with some arguments.
  @discardableResult
  func forecast(
    _ arguments: [String], input: Data? = nil,
    environment: [String: String] = Program.environment, closed: Set<Int32> = []
  ) throws -> Program.Outcome {
    try Program.run(
      [try #require(Program.path)] + arguments, in: path, input: input, environment: environment,
      closed: closed)
  }

  /// Runs `forecast` with arguments that hold no blanks.
  @discardableResult
  func forecast(
    _ arguments: String, input: Data? = nil,
    environment: [String: String] = Program.environment, closed: Set<Int32> = []
  ) throws -> Program.Outcome {
    try forecast(
      arguments.split(separator: " ").map(String.init), input: input, environment: environment,
      closed: closed)
  }

  /// Runs a line of shell, in which `$FORECAST` is the program.
  func shell(_ line: String) throws -> Program.Outcome {
    try Program.run(
      ["/bin/sh", "-c", line], in: path,
      environment: Program.environment.merging(["FORECAST": try #require(Program.path)]) { $1 })
  }

  /// Runs a fit that `--timeout` ends with a checkpoint: after a second, or later where the machine is too
  /// busy to begin by then.
  func timedOut(_ arguments: String) throws -> (seconds: Int, outcome: Program.Outcome) {
    var seconds = 1
    while true {
      let outcome = try forecast("\(arguments) --timeout \(seconds)s")
      let hasBegun = outcome.errors != "forecast: stopped by --timeout \(seconds)s\n"
      if hasBegun || seconds == 16 { return (seconds, outcome) }
      seconds *= 2
    }
  }

  /// Fits a model that has to succeed in silence.
  func fit(_ arguments: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let outcome = try forecast("fit " + arguments)
    #expect(outcome.code == 0, sourceLocation: sourceLocation)
    #expect(outcome.output + outcome.errors == "", sourceLocation: sourceLocation)
  }

  /// Makes a forecast that has to succeed without a warning.
  func predict(
    _ arguments: String = "", sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let outcome = try forecast("predict " + arguments)
    #expect(outcome.code == 0, sourceLocation: sourceLocation)
    #expect(outcome.errors == "", sourceLocation: sourceLocation)
    return outcome.output
  }

  // MARK: Files

  func write(_ name: String, _ text: String) throws {
    try write(name, Data(text.utf8))
  }

  func write(_ name: String, _ bytes: Data) throws {
    try bytes.write(to: URL(fileURLWithPath: path + "/" + name))
  }

  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))
  }

  func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: path + "/" + name, withIntermediateDirectories: true)
  }

  /// All names, also the hidden ones, sorted.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  /// Whether a name, or what it links to, is a file that fits into memory, and no pipe or device.
  private func isReadable(_ name: String) -> Bool {
    var status = stat()
    guard unsafe stat(path + "/" + name, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFREG && status.st_size <= 64 << 20
  }

  /// The SHA-256 of every file, also of hidden ones; a folder has none.
  ///
  /// Locks hold nothing and count not.
  func digests() throws -> [String: String] {
    let names = try names().filter { !$0.hasSuffix(".lock") }
    return Dictionary(
      uniqueKeysWithValues: names.map { name in
        guard isReadable(name), let bytes = try? bytes(name) else { return (name, "") }
        var digest = SHA256()
        digest.update(Array(bytes))
        return (name, digest.hexadecimalDigest())
      })
  }
}

/// A JSON object, read by other code than the program's own.
func jsonObject(
  _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws -> [String: Any] {
  let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
  return try #require(value as? [String: Any], sourceLocation: sourceLocation)
}
