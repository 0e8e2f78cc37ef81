import Foundation
import Testing

/// A call that has to be refused with one line, and nothing else.
struct Refusal: Sendable, CustomTestStringConvertible {
  let arguments: [String]
  let files: [String: Data]
  let code: Int32
  let message: String

  /// - Parameters:
  ///   - arguments: the call; a fit also gets `--model` and `--metrics`, a prediction `-o`.
  ///   - files: what lies in the folder beside a good `sales.csv` and the results of earlier runs.
  ///   - code: the exit code.
  ///   - message: all that stands on stderr, after `forecast: `.
  init(
    _ arguments: [String], _ files: [String: Data] = [:], code: Int32 = 65, says message: String
  ) {
    self.arguments = arguments
    self.files = files
    self.code = code
    self.message = message
  }

  /// The same of arguments that hold no blanks.
  init(_ arguments: String, _ files: [String: Data] = [:], code: Int32 = 65, says message: String) {
    self.init(arguments.split(separator: " ").map(String.init), files, code: code, says: message)
  }

  /// A fit of a file with some content.
  static func fit(_ content: String, _ options: String = "", says message: String) -> Refusal {
    Refusal("fit data.csv " + options, ["data.csv": Data(content.utf8)], says: message)
  }

  var testDescription: String { arguments.joined(separator: " ") + " → " + message }

  /// What earlier runs left, made once: hundreds of refusals begin with it.
  private static let earlier = Result {
    let place = try Workplace()
    try place.write("sales.csv", Sample.monthly())
    try place.fit("sales.csv --metrics metrics.csv \(Sample.quick)")
    try place.write("forecast.csv", "an earlier forecast\n")
    let names = ["sales.csv", "model.safetensors", "metrics.csv", "forecast.csv"]
    return try names.map { ($0, try place.bytes($0)) }
  }

  /// Makes the call in a folder with earlier results, which have to stay as they are.
  func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let place = try Workplace()
    for (name, bytes) in try Self.earlier.get() { try place.write(name, bytes) }
    for (name, bytes) in files { try place.write(name, bytes) }
    let before = try place.digests()

    var call = arguments
    if call.first == "fit", !call.contains("--metrics") { call += ["--metrics", "metrics.csv"] }
    if call.first == "predict", !call.contains("-o") { call += ["-o", "forecast.csv"] }
    let outcome = try place.forecast(call)

    #expect(outcome.errors == "forecast: \(message)\n", sourceLocation: sourceLocation)
    #expect(outcome.code == code, sourceLocation: sourceLocation)
    #expect(outcome.output == "", sourceLocation: sourceLocation)
    #expect(try place.digests() == before, sourceLocation: sourceLocation)
  }
}
