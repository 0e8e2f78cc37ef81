import ArgumentParser
import ForecastForecasting
import ForecastIngestion
import ForecastStorage
import Glibc

/// What a script may rely on: the code for each way to end.
///
/// This file is the only one that knows them.
enum ExitStatus: Int32 {
  case done = 0
  case qualityGate = 10
  case usage = 64
  case data = 65
  case noInput = 66
  case bug = 70
  case outOfMemory = 71
  case cannotCreate = 73
  case inputOutput = 74
  case busy = 75
  case notPermitted = 77
  case configuration = 78
  case hungUp = 129
  case interrupted = 130
  case terminated = 143

  /// The code of an error.
  init(of error: any Error) {
    switch error {
    case let error as StorageError: self.init(of: error.kind)
    case let error as IngestionError: self.init(of: error)
    case let error as ForecastingError:
      switch error.kind {
      case .data, .model: self = .data
      case .memory: self = .outOfMemory
      case .notFinite, .interrupted: self = .bug
      }
    case is UsageError: self = .usage
    case is SettingsError: self = .configuration
    case is QualityError: self = .qualityGate
    default:
      let code = ForecastCommand.exitCode(for: error).rawValue
      self = ExitStatus(rawValue: code) ?? .bug
    }
  }

  /// The code of a stop from outside.
  init(of signal: StopSignal) {
    switch signal {
    case .hangUp: self = .hungUp
    case .interrupt: self = .interrupted
    case .terminate: self = .terminated
    }
  }

  private init(of error: IngestionError) {
    if let storage = error.storageError?.kind {
      self.init(of: storage)
    } else {
      self = error.kind == .usage ? .usage : .data
    }
  }

  private init(of kind: StorageError.Kind) {
    switch kind {
    case .notFound, .isDirectory: self = .noInput
    case .notPermitted: self = .notPermitted
    case .cannotCreate: self = .cannotCreate
    case .inputOutput, .brokenPipe: self = .inputOutput
    case .damaged, .tooLarge: self = .data
    case .busy: self = .busy
    }
  }

  /// Ends the program: one line on stderr, or with `--json` one object on stdout.
  static func exit(with error: any Error, arguments: [String]) -> Never {
    Interruption.waitForEnd()
    if let error = error as? StorageError, error.kind == .brokenPipe {
      // The reader of our output has gone; there is nobody left to tell.
      RunRecord.finish(ExitStatus.done.rawValue)
      Glibc.exit(ExitStatus.done.rawValue)
    }
    if let error = error as? ExitCode {
      // The command has said everything itself.
      RunRecord.finish(error.rawValue)
      Glibc.exit(error.rawValue)
    }
    let status = ExitStatus(of: error)
    let report = ErrorReport(of: error, status: status, arguments: arguments)
    if let failure = RunRecord.finish(status.rawValue, error: report) {
      StandardError.writeLine("forecast: warning: no record of this run: \(failure.description)")
    }
    do {
      if status == .done {
        try StandardOutput.write(report.message + "\n")
      } else if arguments.contains("--json") {
        try StandardOutput.write(report.json + "\n")
      } else {
        StandardError.writeLine("forecast: \(report.line)")
      }
    } catch {
      // Neither the help nor an error as JSON could be delivered.
      guard error.kind != .brokenPipe else { Glibc.exit(status.rawValue) }
      let failure = status == .done ? ExitStatus(of: error) : status
      let line = ErrorReport(of: error, status: failure, arguments: arguments).line
      StandardError.writeLine("forecast: \(status == .done ? line : report.line)")
      Glibc.exit(failure.rawValue)
    }
    Glibc.exit(status.rawValue)
  }
}
