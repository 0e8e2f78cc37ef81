public import ForecastSeries

/// The forecasts that were given out, in the order in which they were, and what came.
///
/// What a model promised on held-out rows is one thing, what it did when it counted another: only a
/// record that is written when the forecast is, and never again, can tell. It is bounded, so that a job
/// may run for years.
public struct ForecastLedger: Sendable, Equatable {
  /// The forecasts, the oldest first.
  public private(set) var issued: [IssuedForecast]

  /// Makes a ledger of what was issued before.
  public init(_ issued: [IssuedForecast] = []) { self.issued = issued }

  /// The most forecasts of one series, and the most steps of all together, that are kept.
  public static let (mostOfSeries, mostSteps) = (100, 500_000)

  /// Writes down what is given out now; the same issue again takes the place of the first one as long as
  /// nothing of it has come.
  ///
  /// - Parameter forecasts: one a series.
  public mutating func record(_ forecasts: [IssuedForecast]) {
    var places: [String: [Int]] = [:]
    for (place, one) in issued.enumerated() { places[one.identifier, default: []].append(place) }
    for forecast in forecasts {
      let known = places[forecast.identifier]?.last { issued[$0].isOfSameIssue(as: forecast) }
      if let known {
        if !issued[known].isScored { issued[known] = forecast }
      } else {
        issued.append(forecast)
      }
    }
    trim()
  }

  /// Drops the oldest where there are too many.
  private mutating func trim() {
    var (counts, steps) = ([String: Int](), 0)
    var kept: [IssuedForecast] = []
    for one in issued.reversed() {
      counts[one.identifier, default: 0] += 1
      guard counts[one.identifier, default: 0] <= ForecastLedger.mostOfSeries else { continue }
      steps += one.steps.count
      guard steps <= ForecastLedger.mostSteps else { break }
      kept.append(one)
    }
    if kept.count < issued.count { issued = kept.reversed() }
  }

  /// Writes down what has come; a value that is written down stays, whatever the data say later.
  ///
  /// - Parameters:
  ///   - panel: the rows that there are now, missing values NaN.
  ///   - style: how their times are written.
  /// - Returns: how many values have come that were not there before.
  public mutating func settle(with panel: Panel, style: TimestampStyle) -> Int {
    let places = Dictionary(zip(panel.identifiers, panel.indices)) { first, _ in first }
    var finders: [Int: PositionFinder] = [:]
    var count = 0
    for index in issued.indices where issued[index].steps.contains(where: { $0.actual == nil }) {
      guard let place = places[issued[index].identifier] else { continue }
      let values = panel[place].values
      var finder =
        finders[place]
        ?? PositionFinder(axis: panel.axes[place], count: values.count, style: style)
      if let cutoff = finder.position(of: issued[index].cutoff) {
        for step in issued[index].steps.indices {
          let position = cutoff + 1 + step
          guard position < values.count, issued[index].steps[step].actual == nil else { continue }
          let value = values[values.startIndex + position]
          guard !value.isNaN, finder.text(at: position) == issued[index].steps[step].time else {
            continue
          }
          issued[index].steps[step].actual = value
          count += 1
        }
      }
      finders[place] = finder
    }
    return count
  }

  /// What was issued by one model.
  ///
  /// - Parameter model: the beginning of its digest.
  /// - Returns: its forecasts, the oldest first.
  public func issued(by model: String) -> [IssuedForecast] { issued.filter { $0.model == model } }
}
