import ForecastRecurrent
import ForecastSeries
import ForecastStorage

/// Measures how long training takes, by a few batches of networks that are thrown away.
struct TrainingPace {
  let settings: RecurrentSettings
  let panel: Panel
  /// How long a measurement may take, unless a single batch takes longer.
  let secondsAtMost: Double

  private struct Sample: Sendable {
    var network: RecurrentNetwork
    var secondsPerBatch = 0.0
  }

  /// Seconds for one batch of each of so many networks, trained as memory and threads allow.
  ///
  /// - Parameters:
  ///   - count: the networks.
  ///   - deadline: its clock; nothing is begun after it.
  ///   - context: the threads and the memory there are.
  /// - Returns: infinity where there is nothing to learn from.
  /// - Throws: `ForecastingError` where a single sequence has no room in memory.
  func secondsPerBatch(
    networks count: Int, deadline: FitDeadline, context: FitContext
  ) throws(ForecastingError) -> Double {
    let some = sample()
    let limits = some.indices.map { some[$0].count }
    let store = TransformStore(
      fitting: some, season: settings.season, adjustsSeason: settings.adjustsSeason)
    let windows = WindowedPanel(some, transforms: store.transforms, shape: settings.window)
    let sizes = PassSizes(limits: limits, settings: settings)
    guard sizes.batches > 0 else { return .infinity }
    let room = try MemoryPlan(
      settings: settings, sizes: sizes, networks: count, context: context)
    let source = TrainingWindows(
      windows, limits: limits, settings: settings, seed: context.seed, parts: room.parts)
    var plan = settings.plan(seed: context.seed, parts: room.parts)
    plan.epochs = TrainingPace.mostBatches
    var random = RandomSource(seed: context.seed)
    let network = RecurrentNetwork(shape: settings.networkShape, using: &random)
    var wave = (0..<room.sideBySide).map { _ in Sample(network: network) }
    let trainer = Trainer(plan: plan, threads: room.threadsEach)
    let seconds = secondsAtMost
    SideBySide.forEach(&wave, threads: wave.count) { _, member in
      var own = source
      var asked = -1
      let begin = deadline.now()
      var second = begin
      _ = trainer.train(
        &member.network, on: &own, shouldStop: context.shouldStop,
        isOutOfTime: {
          asked += 1
          let now = deadline.now()
          let gone = (now - begin) / .seconds(1)
          // The first batch makes room and fills caches; it counts only where it is the only one.
          if asked == 1 {
            member.secondsPerBatch = gone
            second = now
          } else if asked > 1 {
            member.secondsPerBatch = (now - second) / .seconds(1) / Double(asked - 1)
          }
          return asked >= TrainingPace.mostBatches || asked > 0 && gone > seconds
        })
    }
    let waves = (count + room.sideBySide - 1) / room.sideBySide
    let slowest = wave.map { $0.secondsPerBatch }.max() ?? 0
    // A part of a batch is what the trainer calls a batch.
    let parts = Double(room.parts)
    return slowest * Double(waves) * parts
  }

  /// Two batches of series, spread over all of them.
  private func sample() -> Panel {
    let count = min(panel.count, 2 * settings.batchSize)
    return Panel(
      frequency: panel.frequency,
      series: (0..<count).map { panel[$0 * panel.count / count] })
  }

  private static let mostBatches = 40
}
