import ForecastForecasting
import ForecastRecurrent
import ForecastSeries
import ForecastStorage
import FoundationEssentials
import Synchronization

/// What is written down of a run when it ends, well or not: a line of JSON, and figures for a monitor.
///
/// There is one run a process, and it may end at any place, so this is the process's own.
enum RunRecord {
  private struct State: Sendable {
    let command: String
    let words: [String]
    let log: String?
    let prom: String?
    let began = ContinuousClock().now
    let startedAt = Date().timeIntervalSince1970
    /// What the command says of what it did.
    var result: JSONValue = .null
    var measures: [Measure] = []
  }

  private static let state = Mutex<State?>(nil)

  /// Begins the record, where one is wanted and this is no rehearsal.
  static func begin(_ command: String, log: String?, prom: String?) throws {
    guard !RunFiles.isRehearsal, log != nil || prom != nil else { return }
    if let log {
      try AppendedFile.checkWritable(log)
      RunFiles.begin()
    }
    if let prom { try AtomicFile.checkWritable(prom) }
    let words = try ForecastCommand.words()
    state.withLock { $0 = State(command: command, words: words, log: log, prom: prom) }
  }

  /// Says what was done.
  static func tell(_ result: JSONValue, measures: [Measure] = []) {
    state.withLock {
      $0?.result = result
      $0?.measures = measures
    }
  }

  /// Ends the record.
  ///
  /// - Parameters:
  ///   - code: how the program will end.
  ///   - error: what it will say of it, if anything.
  /// - Returns: why the record could not be written; nil where it is, or was before.
  @discardableResult
  static func finish(_ code: Int32, error: ErrorReport? = nil) -> StorageError? {
    let ended = state.withLock { state in
      defer { state = nil }
      return state
    }
    guard let ended else { return nil }
    do throws(StorageError) {
      let seconds = (ContinuousClock().now - ended.began).seconds
      if let log = ended.log {
        let line = JSONWriter.text(json(of: ended, code: code, error: error, seconds: seconds))
        try AppendedFile.append(line, to: log)
      }
      if let prom = ended.prom {
        let file = PrometheusFile(
          ended.measures, code: code, startedAt: ended.startedAt, seconds: seconds)
        try file.write(to: prom)
      }
      return nil
    } catch {
      return error
    }
  }

  private static func json(
    of run: State, code: Int32, error: ErrorReport?, seconds: Double
  ) -> JSONValue {
    func files(_ entries: [RunFiles.Entry]) -> JSONValue {
      .array(
        entries.map {
          .object([
            "path": .string($0.path), "sha256": $0.digest.map { .string($0) } ?? .null,
          ])
        })
    }
    return .object([
      "schema_version": .number(1), "time": .string(time(run.startedAt)),
      "command": .string(run.command), "words": .array(run.words.map { .string($0) }),
      "version": .string(ForecastCommand.programVersion),
      "kernel": .string(RecurrentForecaster.kernelName), "code": .number(Int(code)),
      "seconds": .number((seconds * 1_000).rounded() / 1_000),
      "error": error?.value ?? .null, "inputs": files(RunFiles.inputs),
      "outputs": files(RunFiles.outputs), "result": run.result,
    ])
  }

  /// A clock time as `2026-11-22T04:31:54Z`.
  private static func time(_ seconds: Double) -> String {
    let time = Timestamp(seconds: Int(seconds))
    return TimestampStyle(pattern: "yyyy-MM-ddTHH:mm:ss", suffix: "Z").string(from: time)
  }
}
