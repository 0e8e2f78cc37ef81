import Foundation
import Glibc
import Testing

/// The built program, run as cron would: a small environment, no terminal.
enum Program {
  /// Where it is, if the environment says so.
  static let path = ProcessInfo.processInfo.environment["FORECAST_BINARY"]

  /// Whether it was built to be watched, by a sanitizer or for its coverage.
  ///
  /// Then it is linked to more libraries and needs more address space, with a sanitizer terabytes of it.
  static let isWatched = ProcessInfo.processInfo.environment["FORECAST_WATCHED"] != nil

  /// Whether it takes thirty times as long as it should: every access to memory is looked at.
  static let isSlow = ProcessInfo.processInfo.environment["FORECAST_WATCHED"] == "thread"

  /// All that a program gets from cron.
  static let environment = ["PATH": "/usr/bin:/bin"].merging(passedOn) { $1 }

  /// What a program that was built to be watched is told: by the scripts that measure.
  private static let passedOn = ProcessInfo.processInfo.environment.filter { name, _ in
    ["ASAN_OPTIONS", "TSAN_OPTIONS", "SWIFT_BACKTRACE", "LLVM_PROFILE_FILE"].contains(name)
  }

  /// What came of a run.
  struct Outcome {
    let code: Int32
    let output: String
    let errors: String

    /// The lines of the output.
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// Runs any program in a folder and waits for it.
  ///
  /// Its three streams are files, so that no amount of output can block it.
  static func run(
    _ words: [String], in folder: String, input: Data? = nil,
    environment: [String: String] = environment, closed: Set<Int32> = []
  ) throws -> Outcome {
    let streams = NSTemporaryDirectory() + "/command-streams-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: streams, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: streams) }
    let paths = (0..<3).map { "\(streams)/\($0)" }
    for path in paths { try Data().write(to: URL(fileURLWithPath: path)) }
    if let input { try input.write(to: URL(fileURLWithPath: paths[0])) }
    let code = try spawn(
      words, in: folder, streams: paths, environment: environment, closed: closed)
    func text(_ path: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }
    return Outcome(code: code, output: try text(paths[1]), errors: try text(paths[2]))
  }

  private static func spawn(
    _ words: [String], in folder: String, streams: [String], environment: [String: String],
    closed: Set<Int32>
  ) throws -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for descriptor in Int32(0)...2 {
      if closed.contains(descriptor) {
        unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
      } else {
        unsafe posix_spawn_file_actions_addopen(
          &actions, descriptor, streams[Int(descriptor)], descriptor == 0 ? O_RDONLY : O_WRONLY, 0)
      }
    }
    let call = ["/usr/bin/env", "-C", folder] + words
    var arguments = unsafe call.map { unsafe strdup($0) } + [nil]
    defer { while let word = unsafe arguments.popLast() { unsafe free(word) } }
    var variables = unsafe environment.map { unsafe strdup("\($0)=\($1)") } + [nil]
    defer { while let word = unsafe variables.popLast() { unsafe free(word) } }
    var process: pid_t = 0
    let failure = unsafe posix_spawn(&process, call[0], &actions, nil, &arguments, &variables)
    try #require(failure == 0, "\(call[0]) cannot be started: error \(failure)")
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 { try #require(errno == EINTR) }
    // The low seven bits are the signal that ended it, the next byte is its exit code.
    return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  }
}

extension Trait where Self == ConditionTrait {
  /// Only where the program to be tested is named.
  static var program: Self {
    .enabled(if: Program.path != nil, "FORECAST_BINARY does not name the built program")
  }
}
