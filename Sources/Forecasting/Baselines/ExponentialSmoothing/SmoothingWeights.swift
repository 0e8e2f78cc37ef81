/// The smoothing weights of a form: how much of an error goes into level, growth and season.
struct SmoothingWeights: Sendable, Hashable {
  /// α, into the level.
  var level: Double
  /// β, into the growth; 0 where there is none.
  var growth = 0.0
  /// γ, into the season; 0 where there is none.
  var season = 0.0
  /// φ, what is left of the growth after a step; 1 where it does not fade.
  var damping = 1.0

  /// Reads the weights from the front of a point: α, β, γ, φ, as far as the form has them.
  @inline(__always)
  init(_ point: Span<Double>, form: SmoothingForm) {
    level = point[0]
    var index = 1
    if form.hasTrend {
      growth = point[index]
      index += 1
    }
    if form.season != .none {
      season = point[index]
      index += 1
    }
    if form.isDamped { damping = point[index] }
  }

  /// Where the search for the weights begins and how far it may go.
  ///
  /// The start is that of R's forecast package. A form with a trend holds β under its own starting α,
  /// and one with a season γ under 1 − α; the forms tried after it inherit these bounds, as they do in
  /// statsforecast, so that both choose alike.
  struct Bounds: Sendable {
    /// The least α, β and γ.
    static let least = 1e-4
    /// The least and the greatest φ.
    static let damping = (least: 0.8, greatest: 0.98)
    private(set) var greatestGrowth = 0.9999
    private(set) var greatestSeason = 0.9999

    /// The start for a form, and its upper bounds, in the order of the point.
    ///
    /// - Parameters:
    ///   - form: the form.
    ///   - length: the season length m, in steps.
    /// - Returns: start and bounds.
    mutating func start(
      _ form: SmoothingForm, season length: Int
    ) -> (values: [Double], lower: [Double], upper: [Double]) {
      let least = Self.least
      let period = form.season == .none ? 1 : Double(length)
      let level = least + 0.2 * (0.9999 - least) / period
      var values = [level]
      var lower = [least]
      var upper = [0.9999]
      if form.hasTrend {
        greatestGrowth = min(greatestGrowth, level)
        values.append(least + 0.1 * (greatestGrowth - least))
        lower.append(least)
        upper.append(greatestGrowth)
      }
      if form.season != .none {
        greatestSeason = min(greatestSeason, 1 - level)
        values.append(least + 0.05 * (greatestSeason - least))
        lower.append(least)
        upper.append(greatestSeason)
      }
      if form.isDamped {
        let (least, greatest) = Self.damping
        values.append(least + 0.99 * (greatest - least))
        lower.append(least)
        upper.append(greatest)
      }
      return (values, lower, upper)
    }
  }
}
