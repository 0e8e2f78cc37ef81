import ForecastForecasting

/// A demand on the held-out figures of a fit, such as `mase>1`: what must not be.
struct QualityGate {
  /// The demand as it was written.
  let text: String
  private let metric: String
  private let isAbove: Bool
  private let includesBound: Bool
  private let bound: Double

  /// Reads a metric, `<`, `<=`, `>` or `>=`, and a number.
  ///
  /// - Parameters:
  ///   - text: what the user wrote.
  ///   - option: the option that it was given with.
  ///   - levels: the levels of the model's intervals, whose coverage and score are metrics, too.
  /// - Throws: `UsageError` where it is none, or there is no such metric.
  init(parsing text: String, option: String, levels: [Double]) throws(UsageError) {
    self.text = text
    let name = text.prefix { $0 != "<" && $0 != ">" }
    let sign = text.dropFirst(name.count)
    isAbove = sign.hasPrefix(">")
    includesBound = sign.dropFirst().hasPrefix("=")
    metric = name.filter { $0 != " " }
    let number = sign.dropFirst(includesBound ? 2 : 1).filter { $0 != " " }
    guard !sign.isEmpty, let bound = Double(number), bound.isFinite else {
      throw UsageError(
        "\(option) '\(text)' is no demand on a metric", hint: "\(option) 'mase>1'")
    }
    self.bound = bound
    let names = Metric.all(levels: levels).map(\.name)
    guard names.contains(metric) else {
      throw UsageError(
        "\(option) '\(text)': there is no metric '\(metric)'",
        hint: Spelling.nearest(to: metric, among: names).map { "did you mean '\($0)'?" }
          ?? "one of \(names.joined(separator: ", "))")
    }
  }

  /// What there is to say where the figures are as they must not be, or cannot be told; else nil.
  func failure(in metrics: MetricsTable, of method: String) -> String? {
    guard let value = metrics.total(metric, of: method) else {
      return "\(metric) cannot be told (\(text))"
    }
    let isMissed =
      isAbove
      ? value > bound || (includesBound && value == bound)
      : value < bound || (includesBound && value == bound)
    return isMissed ? "\(metric) is \(Rounded.text(value)) (\(text))" : nil
  }
}

/// A run that went well and whose result is not good enough.
struct QualityError: ErrorWithHint {
  let message: String
  let hint: String?
}
