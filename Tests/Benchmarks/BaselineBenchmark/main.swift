// Applies one free rule to every series of a CSV, on one thread, for `baselines_benchmark.py`.
//
//   baseline-benchmark DATA.csv BASELINE SEASON HORIZON [--forms]
//
// Writes id,step,forecast to stdout, with --forms a column with the form that exponential smoothing
// chose; the last line of stderr is the processor time in seconds that the rule alone took.

import ForecastKit
import Glibc

/// What the command line asks for.
struct Request {
  let path: String
  let baseline: Baseline
  let season: Int
  let horizon: Int
  let showsForms: Bool

  /// Nil where an argument lacks or is not understood.
  init?(_ arguments: [String]) {
    guard arguments.count >= 5, let baseline = ModelCatalog.baseline(named: arguments[2]),
      let season = Int(arguments[3]), season >= 1, let horizon = Int(arguments[4]), horizon >= 1
    else { return nil }
    path = arguments[1]
    self.baseline = baseline
    self.season = season
    self.horizon = horizon
    showsForms = arguments.contains("--forms")
  }

  /// The form that exponential smoothing chose; empty for other rules, and where none can be fitted.
  func form(_ values: ArraySlice<Double>) -> String {
    let forms = [
      "holt": SmoothingForm.holt, "holt-winters": SmoothingForm.holtWinters,
      "ets": SmoothingForm.all,
    ]
    guard showsForms, let candidates = forms[baseline.name] else { return "" }
    return ExponentialSmoothing.fit(values, season: season, forms: candidates)?.form.name ?? ""
  }
}

/// A line on stderr.
func complain(_ text: String) {
  let line = Array("baseline-benchmark: \(text)\n".utf8)
  _ = unsafe write(2, line, line.count)
}

guard let request = Request(CommandLine.arguments) else {
  let names = ModelCatalog.baselines.map(\.name).joined(separator: " ")
  complain("DATA.csv BASELINE SEASON HORIZON [--forms]; baselines: \(names)")
  exit(64)
}
do {
  let panel = try PanelReader.read(request.path).panel
  let begin = clock()
  let forecasts = panel.indices.map { index in
    request.baseline.forecast(
      panel[index].values, season: request.season, horizon: request.horizon)
  }
  let taken = Double(clock() - begin) / 1_000_000
  print("id,step,forecast\(request.showsForms ? ",form" : "")")
  for index in panel.indices {
    let form = request.form(panel[index].values)
    for (step, value) in forecasts[index].enumerated() {
      print(
        "\(panel[index].identifier),\(step + 1),\(value)\(request.showsForms ? ",\"\(form)\"" : "")"
      )
    }
  }
  complain("\(taken)")
} catch {
  complain("\(error)")
  exit(65)
}
