public import ForecastSeries

/// What is taken for granted about a series by its step alone: horizon, seasons, lookback.
///
/// This is the one place of these defaults. Each has an option, and what was taken is told.
public struct StepDefaults: Sendable, Hashable {
  /// How many steps ahead are forecast, h.
  public let horizon: Int
  /// The main season length m; 1 for none.
  ///
  /// MASE and the seasonal naive of the metrics use the metric season.
  public let season: Int
  /// A longer season beside the main one, where the step has one and the data hold it.
  public let longSeason: Int?
  /// The season lengths, in steps.
  public var seasons: Seasons { Seasons(season, longer: longSeason.map { [$0] } ?? []) }
  /// How many recent values a model sees, n.
  public let lookback: Int
  /// The season length of the metrics.
  public let metricSeason: Int

  /// The defaults of a panel.
  ///
  /// - Parameters:
  ///   - panel: what is to be forecast.
  ///   - horizon: the horizon where the user said one.
  ///   - season: the main season where the user said one.
  ///   - longSeasons: the seasons beside it where the user said them; none of them is looked for then.
  public init(
    for panel: Panel, horizon: Int? = nil, season: Int? = nil, longSeasons: [Int]? = nil
  ) {
    let all = panel.indices.map { panel[$0].count }
    // What is too short to be learned from says nothing about the others.
    let learned = all.filter { $0 >= RecurrentSettings.fewestRows }
    let typical = (learned.isEmpty ? all : learned).upperMedian ?? 0
    let row = Row(frequency: panel.frequency, length: typical)
    let asked = horizon ?? row.horizon
    let h = horizon ?? max(1, min(asked, typical / 4))
    let searched = panel.frequency.unit == .index && season == nil
    let m = season ?? (searched ? StepDefaults.searchedSeason(of: panel) : row.season)
    self.horizon = h
    self.season = typical > 2 * m ? m : 1
    metricSeason = season ?? (searched ? m : row.metricSeason)
    // A longer season is seen through the values one such season before each step of the horizon; with
    // half of the rows more than one of them ago there is something to learn from.
    let candidates = longSeasons ?? (row.longSeason.map { [$0] } ?? [])
    longSeason = candidates.first { $0 > m && $0 >= h && 2 * typical >= 3 * $0 }
    let wanted = row.lookback ?? StepDefaults.roundedUp(1.25 * Double(h))
    lookback = max(1, min(max(wanted, min(m, 400)), max(typical / 2, 1)))
  }

  private static func roundedUp(_ value: Double) -> Int { Int(value.rounded(.up)) }

  /// The strongest season of an index without a calendar: the lag of the highest detrended
  /// autocorrelation where three cycles are there and it is clearly there, else 1.
  static func searchedSeason(of panel: Panel) -> Int {
    guard let longest = panel.indices.max(by: { panel[$0].count < panel[$1].count }) else {
      return 1
    }
    var values = Array(panel[longest].values.suffix(2_000))
    MissingValues.interpolate(&values)
    return SeasonSearch.strongestSeason(of: values)
  }

  /// One row of the table, before the data have had their say.
  private struct Row {
    var horizon: Int
    var season: Int
    var longSeason: Int?
    var lookback: Int?
    var metricSeason: Int

    init(frequency: Frequency, length: Int) {
      let count = frequency.count
      longSeason = nil
      switch frequency.unit {
      case .second:
        (horizon, season, lookback) = (60, max(1, 60 / count), 90)
        longSeason = 3_600 / count
      case .minute where count >= 30:
        (horizon, season, lookback) = (max(1, 1_440 / count), max(1, 1_440 / count), 60)
        longSeason = 10_080 / count
      case .minute where count > 1:
        (horizon, season, lookback) = (1_440 / count, 1_440 / count, nil)
        longSeason = 10_080 / count
      case .minute:
        (horizon, season, lookback) = (60, 60, 90)
        longSeason = 1_440
      case .hour:
        (horizon, season, lookback) = (max(1, 48 / count), max(1, 24 / count), max(2, 60 / count))
        longSeason = 168 / count
      case .day:
        (horizon, season, lookback) = (28, count == 1 ? 7 : 1, 56)
        longSeason = count == 1 ? 364 : nil
      case .businessDay: (horizon, season, lookback) = (21, count == 1 ? 5 : 1, 42)
      case .week:
        (horizon, season, lookback) = (13, length >= 104 ? 52 : 1, length >= 260 ? 65 : 17)
      case .month:
        let years = 12 / count
        (horizon, season, lookback) = (
          length >= 72 ? 18 : 12, max(1, years), length >= 240 ? 24 : 15
        )
      case .quarter: (horizon, season, lookback) = (length >= 20 ? 8 : 4, count == 1 ? 4 : 1, 8)
      case .year: (horizon, season, lookback) = (length >= 20 ? 6 : 4, 1, 6)
      case .index: (horizon, season, lookback) = (max(1, min(24, length / 10)), 1, nil)
      }
      metricSeason = frequency.unit == .week ? 1 : season
    }
  }
}
