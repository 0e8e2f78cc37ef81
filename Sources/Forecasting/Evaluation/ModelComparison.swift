import ForecastSeries

/// One model against another on the windows that both were scored on.
///
/// The loss of a window is its MASE, so that series of any size count alike. With one series the test
/// is Diebold–Mariano's over its cutoffs. With several it is the paired t test over the series' mean
/// losses: the cutoffs of one series are few and go together, and a series' mean makes one observation
/// of them. Both tests take what is left for independent; series that rise and fall together are not
/// quite, and then the probability comes out too small.
public struct ModelComparison: Sendable {
  /// What the test counts as one observation.
  public enum Test: String, Sendable {
    /// One difference a series.
    case pairedSeries = "paired-t"
    /// One difference a cutoff.
    case dieboldMariano = "diebold-mariano"
  }

  /// The first model's name.
  public let model: String
  /// The other model's name.
  public let other: String
  /// Which test was made.
  public let test: Test
  /// The mean loss of the first model.
  public let loss: Double
  /// The mean loss of the other model.
  public let otherLoss: Double
  /// What the test found.
  public let outcome: DieboldMariano

  /// Compares two models of a backtest.
  ///
  /// - Parameters:
  ///   - model: the first model's windows.
  ///   - other: the other model's windows, of the same folds.
  ///   - horizon: steps ahead of a window.
  ///   - stride: rows from one cutoff to the next.
  /// - Throws: `ForecastingError` where fewer than two observations are there.
  public init(
    _ model: Backtest.Result, against other: Backtest.Result, horizon: Int, stride: Int
  ) throws(ForecastingError) {
    let places = Dictionary(
      other.windows.map { (Place($0), $0) }, uniquingKeysWith: { first, _ in first })
    var order: [String] = []
    var pairs: [String: [(own: Double, other: Double)]] = [:]
    for window in model.windows {
      guard let match = places[Place(window)], let own = Metric.mase.value([window]),
        let loss = Metric.mase.value([match])
      else { continue }
      let identifier = window.forecast.identifier
      if pairs[identifier] == nil { order.append(identifier) }
      pairs[identifier, default: []].append((own, loss))
    }
    let series = order.compactMap { pairs[$0] }
    let losses =
      series.count == 1
      ? series[0]
      : series.map { pairs in
        let count = Double(pairs.count)
        return (
          pairs.reduce(0) { $0 + $1.own } / count, pairs.reduce(0) { $0 + $1.other } / count
        )
      }
    guard losses.count >= 2 else {
      throw ForecastingError(
        .data,
        "\(losses.count == 1 ? "one cutoff of one series is" : "no window with a MASE is") too "
          + "little to compare '\(model.name)' with '\(other.name)'",
        hint: "more --folds, or a shorter --stride")
    }
    self.model = model.name
    self.other = other.name
    test = series.count == 1 ? .dieboldMariano : .pairedSeries
    let count = Double(losses.count)
    loss = losses.reduce(0) { $0 + $1.own } / count
    otherLoss = losses.reduce(0) { $0 + $1.other } / count
    outcome = DieboldMariano(
      losses.map { $0.own - $0.other },
      overlap: series.count == 1 ? (horizon + stride - 1) / stride : 1)
  }

  /// A window's series and cutoff.
  private struct Place: Hashable {
    let identifier: String
    let cutoff: Int

    init(_ window: ScoredWindow) {
      identifier = window.forecast.identifier
      cutoff = window.forecast.cutoff.seconds
    }
  }
}
