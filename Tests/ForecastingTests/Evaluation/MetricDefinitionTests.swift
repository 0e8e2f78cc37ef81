import Testing

@testable import ForecastForecasting

/// The metrics beside the M4 scorer's numbers, and where they are undefined.
@Suite struct MetricDefinitionTests {
  /// On a slope: `t = np.arange(48); 100 + 2*t + np.array([0, 10, -8, 4])[t % 4] + t*7 % 5`.
  private let sloped = (0..<48).map { (t: Int) -> Double in
    let season: Int = [0, 10, -8, 4][t % 4]
    return Double(100 + 2 * t + season + t * 7 % 5)
  }
  /// Level: `50 + np.array([0, 9, 3, -6])[t % 4] + t*5 % 3`.
  private let level = (0..<48).map { (t: Int) -> Double in
    let season: Int = [0, 9, 3, -6][t % 4]
    return Double(50 + season + t * 5 % 3)
  }

  /// 40 rows of training, 8 of test, the fourth of them missing.
  private func scored(_ values: [Double]) -> ScoredWindow {
    var actuals = Array(values[40...])
    actuals[3] = .nan
    let median = zip([1.0, -2, 3, -4, 5, -6, 7, -8], 0...).map { step, _ in values[39] + step }
    return window(
      median, actuals: actuals, history: Array(values[..<40]), season: 4,
      intervals: [interval(80, around: median, 6, 4)])
  }

  private func expect(
    _ windows: [ScoredWindow], _ figures: [String: Double],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for (name, expected) in figures {
      #expect(
        isNear(figure(name, windows), expected), "\(name)", sourceLocation: sourceLocation)
    }
  }

  /// From `errors`, `naive2`, `snaive` and `scale` of the scorer in Python.
  @Test func `figures of a series are the M4 scorer's`() {
    expect(
      [scored(sloped)],
      [
        "smape": 5.919428895483434, "mase": 1.3784977908689247, "mape": 5.72478359362295,
        "coverage-80": 0.42857142857142855, "winkler-80": 9.54344624447717,
        "owa": 1.2112633320704393, "skill": 0.09302325581395365,
      ])
    expect(
      [scored(level)],
      [
        "smape": 19.827924063355486, "mase": 7.178571428571429, "mape": 17.36711563109727,
        "coverage-80": 0.2857142857142857, "winkler-80": 51.42857142857144,
        "owa": 8.367203698053459, "skill": -6.444444444444444,
      ])
  }

  @Test func `figures of a set are means, and ratios of means`() {
    expect(
      [scored(sloped), scored(level)],
      [
        "smape": 12.87367647941946, "mase": 4.278534609720177, "mape": 11.545949612360111,
        "coverage-80": 0.3571428571428571, "winkler-80": 30.486008836524306,
        "owa": 3.902231800553272, "skill": -2.444642063139173,
      ])
  }

  @Test func `naive2 itself has an owa of one, the seasonal naive itself no skill`() {
    for values in [sloped, level] {
      let history = Array(values[..<40])
      let actuals = Array(values[40...])
      let naive2 = Baseline.naive2.forecast(history[...], season: 4, horizon: 8)
      #expect(figure("owa", [window(naive2, actuals: actuals, history: history, season: 4)]) == 1)
      let naive = Baseline.seasonalNaive.forecast(history[...], season: 4, horizon: 8)
      #expect(figure("skill", [window(naive, actuals: actuals, history: history, season: 4)]) == 0)
    }
  }

  private let all = [80.0]
  private func undefined(_ windows: [ScoredWindow]) -> Set<String> {
    Set(Metric.all(levels: all).filter { $0.value(windows) == nil }.map(\.name))
  }

  private let around = interval(80, around: [4, 5], 1, 1)

  @Test func `a constant history has no scale`() {
    let constant = window([4, 5], actuals: [1, 2], history: [3, 3, 3], intervals: [around])
    #expect(undefined([constant]) == ["mase", "rmsse", "winkler-80", "skill", "owa"])
  }

  @Test func `a history no longer than the season has no scale`() {
    let short = window([4, 5], actuals: [1, 2], history: [3, 7], season: 2, intervals: [around])
    #expect(undefined([short]) == ["mase", "rmsse", "winkler-80", "skill", "owa"])
  }

  @Test func `a history without a value has no reference either`() {
    let empty = window([4, 5], actuals: [1, 2], history: [.nan, .nan], intervals: [around])
    #expect(undefined([empty]) == ["mase", "rmsse", "winkler-80", "skill", "owa"])
    let none = window([4, 5], actuals: [1, 2], history: [], intervals: [around])
    #expect(undefined([none]) == ["mase", "rmsse", "winkler-80", "skill", "owa"])
  }

  @Test func `actuals of zero have no relative error`() {
    let zeros = window([4, 5], actuals: [0, 0], history: [3, 7, 5], intervals: [around])
    #expect(undefined([zeros]) == ["mape", "wql"])
  }

  @Test func `without an observed value, and without windows, nothing is defined`() {
    let blind = window([4, 5], actuals: [.nan, .nan], history: [3, 7, 5], intervals: [around])
    let every = Set(Metric.all(levels: all).map(\.name))
    #expect(undefined([blind]) == every)
    #expect(undefined([]) == every)
  }

  @Test func `without an interval there is no coverage`() {
    let point = window([4, 5], actuals: [1, 2], history: [3, 7, 5])
    #expect(undefined([point]) == ["coverage-80", "winkler-80"])
  }

  @Test func `a perfect reference leaves skill and owa undefined`() {
    let perfect = window([5, 5], actuals: [5, 5], history: [3, 7, 5], intervals: [around])
    #expect(undefined([perfect]) == ["skill", "owa"])
  }

  @Test func `a series where a figure is undefined is left out of its mean`() {
    let good = window([4, 5], actuals: [1, 2], history: [3, 7, 5])
    let constant = window([9, 9], actuals: [1, 2], history: [3, 3, 3])
    #expect(figure("mase", [good, constant]) == figure("mase", [good]))
    #expect(figure("skill", [good, constant]) == figure("skill", [good]))
    #expect(isNear(figure("mae", [good, constant]), (3 + 7.5) / 2))
  }
}
