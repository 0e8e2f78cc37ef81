import ForecastForecasting
import ForecastIngestion
import ForecastStorage

/// What a job was told about when to fit, when to warn and when to end.
struct CronRules {
  /// When to fit anew; nil for as many rows as are forecast.
  let refit: RefitRequest?
  /// How many times the promised error is too much; 0 for none.
  let drift: Double
  /// The demands on a fit's held-out figures.
  let heldOutDemands: [String]
  /// When a fit has to be done.
  let deadline: (text: String, deadline: FitDeadline)?
  private let age: DataAge?
  private let demands: Set<Demand>

  /// What `--fail-if` may say beside a demand on a metric.
  enum Demand: String, CaseIterable {
    case stale, drift, coverage
  }

  /// Refuses what cannot be understood.
  init(_ command: CronCommand) throws {
    refit = try command.refitEvery.map(RefitRequest.init(parsing:))
    age = try command.maxAge.map(DataAge.init(parsing:))
    drift = command.drift
    deadline = try command.budget.map { text in
      guard let span = TimeSpan(parsing: text) else {
        throw UsageError("--budget '\(text)' is no time", hint: "--budget 60s, 10m or 1h")
      }
      return (text, FitDeadline(at: ContinuousClock().now + .seconds(span.seconds)))
    }
    demands = Set(command.failIf.compactMap { Demand(rawValue: $0) })
    heldOutDemands = command.failIf.filter { Demand(rawValue: $0) == nil }
    for (demands, option) in [(heldOutDemands, "--fail-if"), (command.warnIf, "--warn-if")] {
      let levels = try command.options.grid().levels
      for text in demands { _ = try QualityGate(parsing: text, option: option, levels: levels) }
    }
    guard drift == 0 || (drift >= 1 && drift.isFinite) else {
      throw UsageError("--drift \(drift) is neither 0 nor at least 1", hint: "--drift 2")
    }
    if demands.contains(.stale), age == nil {
      throw UsageError("--fail-if stale needs an age", hint: "--max-age 2d")
    }
  }

  /// Warns of data that are too old, or throws `QualityError` where that was asked for.
  func judgeAge(of reading: PanelReading, path: String, console: ConsoleOptions) throws {
    guard let fault = try age?.fault(in: reading, path: path) else { return }
    guard demands.contains(.stale) else { return console.warn(fault) }
    throw QualityError(message: fault, hint: "what writes the data? all files were kept")
  }

  /// Throws `QualityError` where the record is as it must not be.
  func judge(_ live: LiveRecord) throws(QualityError) {
    let faults =
      (demands.contains(.drift) ? live.drifts(factor: drift) : [])
      + (demands.contains(.coverage) ? live.coverageFaults : [])
    guard let first = faults.first else { return }
    throw QualityError(message: first, hint: "all files were kept; forecast cron without --fail-if")
  }
}
