import ForecastRecurrent
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct TrainingWindowsTests {
  private let settings = RecurrentSettings.tiny()

  private func source(
    _ panel: Panel, cutting rows: Int = 0, seed: UInt64 = 5, transforms: Panel? = nil
  ) -> TrainingWindows {
    let store = TransformStore(
      fitting: (transforms ?? panel).droppingLast(rows), season: settings.season,
      adjustsSeason: false)
    return TrainingWindows(
      WindowedPanel(panel, transforms: store.transforms, shape: settings.window),
      limits: panel.indices.map { max(0, panel[$0].count - rows) }, settings: settings, seed: seed)
  }

  /// What a batch says: only the part that is read.
  private struct Content: Equatable {
    var rows, steps: Int
    var inputs, targets, weights: [Float]

    init(_ batch: SequenceBatch) {
      (rows, steps) = (batch.rowCount, batch.stepCount)
      inputs = Array(batch.inputs.prefix(rows * steps * batch.inputSize))
      targets = Array(batch.targets.prefix(rows * steps * batch.horizon))
      weights = Array(batch.weights.prefix(rows * steps * batch.horizon))
    }
  }

  private func contents(
    _ source: TrainingWindows, _ places: [(epoch: Int, index: Int)]
  ) -> [Content] {
    var source = source
    var batch = source.makeBatch()
    return places.map { place in
      source.fill(&batch, index: place.index, epoch: place.epoch)
      return Content(batch)
    }
  }

  private let places = (0..<4).flatMap { epoch in (0..<3).map { (epoch: epoch, index: $0) } }

  @Test func `a batch depends on seed, pass and number only, not on what was asked before`() {
    let source = source(seasonalPanel(7))
    #expect(source.batchesPerEpoch == 3)
    let forwards = contents(source, places)
    #expect(contents(source, places.reversed()) == forwards.reversed())
    for (place, content) in zip(places, forwards) {
      #expect(contents(source, [place]) == [content])
    }
  }

  @Test func `another seed or another pass gives other batches`() {
    let panel = seasonalPanel(7)
    let one = contents(source(panel), places)
    #expect(one != contents(source(panel, seed: 6), places))
    #expect(Array(one[0..<3]) != Array(one[3..<6]))
  }

  @Test func `nothing at or after the limit is learned from`() {
    let panel = seasonalPanel(7)
    let scrambled = scrambled(panel, last: 6)
    let honest = contents(source(panel, cutting: 6), places)
    let blind = contents(source(scrambled, cutting: 6, transforms: panel), places)
    #expect(honest == blind)
    #expect(honest.contains { $0.weights.contains { $0 > 0 } })
  }

  @Test func `each series comes once a pass`() {
    // On its own level each series would be told apart; here by the number of targets that count.
    let rows = (0..<5).map { seasonalValues(0, count: 12 + 2 * $0) }
    let source = source(panel(rows))
    let sums = contents(source, [(0, 0), (0, 1)]).map { content in
      content.weights.count { $0 > 0 }
    }
    let horizon = settings.horizon
    let expected = rows.map { row -> Int in
      // Steps season − 1 … count − 2, each with what is left of the horizon.
      (3...(row.count - 2)).reduce(0) { $0 + min(horizon, row.count - 1 - $1) }
    }
    #expect(sums.reduce(0, +) == expected.reduce(0, +))
  }

  @Test func `crops lie inside their series, no longer than the crop length`() {
    let source = source(panel([seasonalValues(0, count: 100), seasonalValues(1, count: 20)]))
    for content in contents(source, (0..<30).map { (epoch: $0, index: 0) }) {
      #expect(content.steps == settings.cropLength)
      #expect(content.inputs.allSatisfy(\.isFinite) && content.targets.allSatisfy { $0.isFinite })
      // A crop of the long series that begins cold does not score its first steps.
      for row in 0..<content.rows {
        let first = content.weights[row * content.steps * settings.horizon]
        #expect(first == 0)
      }
    }
  }

  @Test func `series with nothing to learn from are left out`() {
    let source = source(panel([seasonalValues(0), [1, 2, 3, 4], [1, 2, 3, 4, 5]]))
    #expect(source.eligible == [0, 2])
    let none = self.source(panel([[1, 2]]))
    #expect(none.eligible.isEmpty)
    #expect(none.batchesPerEpoch == 0)
    #expect(none.makeBatch().capacity == 1)
  }
}
