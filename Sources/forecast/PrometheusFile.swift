import ForecastReporting
import ForecastStorage

/// A figure for a monitor.
struct Measure: Sendable, Equatable {
  let name: String
  let help: String
  let value: Double
  /// A name and a value that tell it from others of the same name.
  var label: (name: String, value: String)?

  static func == (one: Measure, other: Measure) -> Bool {
    one.name == other.name && one.help == other.help && one.value == other.value
      && one.label?.name == other.label?.name && one.label?.value == other.label?.value
  }

  init(_ name: String, _ value: Double, _ help: String, label: (name: String, value: String)? = nil)
  {
    (self.name, self.value, self.help, self.label) = ("forecast_" + name, value, help, label)
  }
}

/// The figures of a run as Prometheus' textfile collector reads them.
///
/// It is written whole, and also by a run that fails: then with the figures of the last one that did not,
/// so that a monitor sees both that the job is ill and what it last did.
struct PrometheusFile {
  private let measures: [Measure]
  private let didFail: Bool

  /// Makes the file of a run that has just ended.
  init(
    _ measures: [Measure], code: Int32, startedAt: Double, seconds: Double
  ) {
    didFail = code != 0
    let time = startedAt.rounded()
    var all = [
      Measure("last_run_timestamp_seconds", time, "When the last run began."),
      Measure("last_exit_code", Double(code), "How the last run ended; 0 is well."),
      Measure("run_duration_seconds", seconds, "How long the last run took."),
    ]
    if code == 0 {
      all.append(
        Measure("last_success_timestamp_seconds", time, "When the last run began that ended well."))
    }
    self.measures = all + measures
  }

  /// Writes it.
  func write(to path: String) throws(StorageError) {
    var text = lines(measures)
    if didFail, let old = try? RegularFile.read(path: path, limit: 1 << 20) {
      text += PrometheusFile.lines(of: String(decoding: old, as: UTF8.self), without: measures)
    }
    try AtomicFile.write(Array(text.utf8), to: path)
  }

  private func lines(_ measures: [Measure]) -> String {
    var text = ""
    var last = ""
    for measure in measures where measure.value.isFinite {
      if measure.name != last {
        text += "# HELP \(measure.name) \(measure.help)\n# TYPE \(measure.name) gauge\n"
      }
      last = measure.name
      let label = measure.label.map { "{\($0.name)=\"\($0.value)\"}" } ?? ""
      text += "\(measure.name)\(label) \(CSVWriter.text(of: measure.value))\n"
    }
    return text
  }

  /// The lines of a file that are about other figures.
  private static func lines(of text: String, without measures: [Measure]) -> String {
    let names = Set(measures.map(\.name))
    return text.split(separator: "\n").filter { line in
      let words = line.split(separator: " ", maxSplits: 3)
      let name = line.hasPrefix("#") ? words.dropFirst(2).first : words.first
      guard let name = name?.prefix(while: { $0 != "{" }), name.hasPrefix("forecast_") else {
        return false
      }
      return !names.contains(String(name))
    }.map { $0 + "\n" }.joined()
  }
}
