import ForecastRecurrent
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct TrainingWindowsTests {
  private let settings = RecurrentSettings.tiny()

  private func source(
    _ panel: Panel, cutting rows: Int = 0, seed: UInt64 = 5, transforms: Panel? = nil,
    settings: RecurrentSettings = .tiny(), parts: Int = 1
  ) -> TrainingWindows {
    let store = TransformStore(
      fitting: (transforms ?? panel).droppingLast(rows), season: settings.season,
      adjustsSeason: false)
    return TrainingWindows(
      WindowedPanel(panel, transforms: store.transforms, shape: settings.window),
      limits: panel.indices.map { max(0, panel[$0].count - rows) }, settings: settings, seed: seed,
      parts: parts)
  }

  /// What a batch says: only the part that is read.
  private struct Content: Equatable {
    var rows, steps, first: Int
    var inputs, targets, weights: [Float]

    init(_ batch: SequenceBatch) {
      (rows, steps, first) = (batch.rowCount, batch.stepCount, batch.firstOutputStep)
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
    #expect(source.sizes.series == [0, 2])
    let none = self.source(panel([[1, 2]]))
    #expect(none.sizes.series.isEmpty)
    #expect(none.batchesPerEpoch == 0)
    #expect(none.makeBatch().capacity == 1)
  }

  // MARK: Parts of a batch

  @Test(arguments: [2, 3, 4], [false, true])
  func `the parts of a batch hold its rows, in its order`(_ parts: Int, bothWays: Bool) {
    var settings = RecurrentSettings.tiny()
    settings.isBidirectional = bothWays
    settings.truncationSteps = 4
    let panel = seasonalPanel(7)
    let whole = source(panel, settings: settings)
    let cut = source(panel, settings: settings, parts: parts)
    #expect(cut.batchesPerEpoch == parts * whole.batchesPerEpoch)
    for (place, content) in zip(places, contents(whole, places)) {
      let pieces = contents(
        cut, (0..<parts).map { (epoch: place.epoch, index: parts * place.index + $0) })
      #expect(pieces.flatMap(\.inputs) == content.inputs)
      #expect(pieces.flatMap(\.targets) == content.targets)
      #expect(pieces.flatMap(\.weights) == content.weights)
      #expect(pieces.allSatisfy { $0.steps == content.steps && $0.first == content.first })
      #expect(pieces.allSatisfy { $0.rows <= (3 + parts - 1) / parts })
    }
  }

  /// The first steps only warm the state, so gradients need not flow into them.
  @Test func `outputs begin with the first target where gradients are truncated`() {
    var settings = RecurrentSettings.tiny()
    settings.truncationSteps = 6
    for content in contents(source(seasonalPanel(7), settings: settings), places) {
      let scored = (0..<(content.rows * content.steps)).filter { place in
        content.weights[(place * settings.horizon)..<((place + 1) * settings.horizon)].contains {
          $0 > 0
        }
      }.map { $0 % content.steps }
      #expect(content.first == scored.min())
    }
  }

  // MARK: Both ways

  private let bothWays: RecurrentSettings = {
    var settings = RecurrentSettings.tiny()
    settings.isBidirectional = true
    return settings
  }()

  @Test func `windows end at their only targets, at cutoffs all over the series`() {
    let panel = panel([seasonalValues(0, count: 20)])
    let source = source(panel, settings: bothWays)
    // A crop of 19 steps has room for four windows of five.
    #expect(source.sizes.series == [0, 0, 0, 0] && source.batchesPerEpoch == 2)
    var lasts: Set<[Float]> = []
    for content in contents(source, (0..<100).flatMap { e in (0..<2).map { (e, $0) } }) {
      #expect(content.steps == 5 && content.first == 4)
      for row in 0..<content.rows {
        let line = content.weights[(row * 15)..<((row + 1) * 15)]
        #expect(line.prefix(12).allSatisfy { $0 == 0 })
        #expect(line[row * 15 + 12] == 1)
        let end = (row + 1) * 5 * content.inputs.count / (content.rows * 5)
        lasts.insert(Array(content.inputs[(end - 5)..<end]))
      }
    }
    // Cutoffs 3 … 18: the base looks back three steps, and the last row is nobody's cutoff.
    #expect(lasts.count == 16)
  }

  @Test func `a window of both ways sees nothing at or after the limit`() {
    let panel = seasonalPanel(7)
    let scrambled = scrambled(panel, last: 6)
    let honest = contents(source(panel, cutting: 6, settings: bothWays), places)
    let blind = contents(
      source(scrambled, cutting: 6, transforms: panel, settings: bothWays), places)
    #expect(honest == blind)
    #expect(honest.contains { $0.weights.contains { $0 > 0 } })
  }
}
