import ArgumentParser
import ForecastForecasting
import ForecastRecurrent
import ForecastStorage

/// A run as `--log` wrote it down.
struct RecordedRun {
  private let path: String
  /// The command line.
  let words: [String]
  let outputs: [RunFiles.Entry]
  private let inputs: [RunFiles.Entry]
  private let (version, kernel): (String, String)

  private static let largest = 64 << 20

  /// Reads the last line of a record.
  init(contentsOf path: String) throws {
    self.path = path
    let bytes = try RegularFile.read(path: path, limit: RecordedRun.largest)
    let lines = bytes.split(separator: 10)
    guard let last = lines.last,
      let value = try? JSONReader.value(of: Array(last), maximumDepth: 16),
      let words = value["words"]?.elements?.compactMap(\.text), words.count > 1,
      let version = value["version"]?.text, let kernel = value["kernel"]?.text,
      let code = value["code"]?.integer,
      let inputs = RecordedRun.entries(value["inputs"]),
      let outputs = RecordedRun.entries(value["outputs"])
    else {
      throw ForecastingError(
        .data, "\(path): its last line is no record of a run", hint: "forecast fit … --log FILE")
    }
    (self.words, self.version, self.kernel) = (words, version, kernel)
    (self.inputs, self.outputs) = (inputs, outputs)
    guard code == 0 else {
      throw ForecastingError(.data, "\(path): its last run ended with code \(code)")
    }
    if let budget = words.first(where: { $0 == "--budget" || $0.hasPrefix("--budget=") }) {
      throw ForecastingError(
        .data, "\(path): what a run with \(budget.prefix(8)) gives depends on the time that it had")
    }
    guard !inputs.contains(where: { $0.digest == nil }) else {
      throw ForecastingError(.data, "\(path): its last run read a stream, which is gone")
    }
  }

  private static func entries(_ value: JSONValue?) -> [RunFiles.Entry]? {
    value?.elements?.compactMap { entry in
      entry["path"]?.text.map { RunFiles.Entry(path: $0, digest: entry["sha256"]?.text) }
    }
  }

  /// Refuses inputs that are not what the run read.
  func checkInputs() throws(ForecastingError) {
    for input in inputs {
      guard let now = RunFiles.digest(ofFile: input.path) else {
        throw ForecastingError(.data, "\(input.path): the run read it, and it is not there")
      }
      guard now == input.digest else {
        throw ForecastingError(
          .data,
          "\(input.path): is not what the run read: \(now.prefix(12)), not "
            + "\(input.digest?.prefix(12) ?? "")",
          hint: "bring the file back as it was")
      }
    }
  }

  /// Does it again.
  func repeated() throws {
    var command = try ForecastCommand.parseAsRoot(words)
    try command.run()
  }

  /// A file that the run made and did not read, among the inputs of its repetition.
  func madeInput(of inputs: [RunFiles.Entry]) -> String? {
    let known = Set(self.inputs.map(\.path))
    return inputs.map(\.path).first { path in
      !known.contains(path) && outputs.contains { $0.path == path }
    }
  }

  /// What may explain another result.
  var difference: String? {
    if version != ForecastCommand.programVersion {
      return "the run was made by release \(version), this is \(ForecastCommand.programVersion)"
    }
    let now = RecurrentForecaster.kernelName
    return kernel == now ? nil : "the run was made on the kernel path \(kernel): --kernel \(kernel)"
  }
}
