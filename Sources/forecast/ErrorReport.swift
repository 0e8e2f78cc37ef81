import ArgumentParser
import ForecastForecasting
import ForecastIngestion
import ForecastStorage

/// An error as a person or a program reads it.
struct ErrorReport {
  let status: ExitStatus
  let message: String
  let hint: String?
  let location: SourceLocation?

  init(of error: any Error, status: ExitStatus, arguments: [String]) {
    self.status = status
    switch error {
    case let error as StorageError:
      let file = error.path == "-" ? "standard input" : error.path
      (message, hint, location) = (error.message, error.hint, SourceLocation(file: file))
    case let error as IngestionError:
      (message, hint, location) = (error.message, error.hint, error.location)
    case let error as ForecastingError:
      (message, hint, location) = (error.message, error.hint, nil)
    case let error as any ErrorWithHint:
      (message, hint, location) = (error.message, error.hint, nil)
    default:
      location = nil
      guard status != .done else {
        message = ForecastCommand.fullMessage(for: error)
        hint = nil
        return
      }
      let parsed = ParserMessage(ForecastCommand.message(for: error), arguments: arguments)
      (message, hint) = (parsed.text, parsed.hint)
    }
  }

  /// Makes a report of its own.
  init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
    (self.status, self.message, self.hint, location) = (status, message, hint, nil)
  }

  /// Says it where a person or a program looks for it; what cannot be said is not.
  func deliver(arguments: [String]) {
    if arguments.contains("--json") {
      try? StandardOutput.write(json + "\n")
    } else {
      StandardError.writeLine("forecast: \(line)")
    }
  }

  /// Where a wrong option was set, if not on the command line.
  private var setting: String {
    guard status == .usage, let place = Settings.place(ofOptionIn: message) else { return "" }
    return " (set by \(place))"
  }

  /// One line: place, what is wrong, how to mend it.
  var line: String {
    (location.map { "\($0): " } ?? "") + message + setting + (hint.map { "; hint: \($0)" } ?? "")
  }

  /// The same as one JSON object.
  var json: String { JSONWriter.text(.object(["error": value])) }

  /// What is in that object.
  var value: JSONValue {
    func number(_ value: Int?) -> JSONValue { value.map { .number($0) } ?? .null }
    return .object([
      "code": .number(Int(status.rawValue)),
      "message": .string(message + setting),
      "hint": hint.map { .string($0) } ?? .null,
      "file": location.map { .string($0.file) } ?? .null,
      "line": number(location?.line),
      "column": number(location?.column),
    ])
  }
}
