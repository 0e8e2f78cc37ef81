import ForecastRecurrent
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct ForecastReaderTests {
  /// What a network says at some steps.
  private func said(
    _ panel: Panel, ends: [Int], reach: Int, crop: Int = 100
  ) throws -> [[Int]: [Float]] {
    var settings = RecurrentSettings.tiny()
    settings.cropLength = crop
    let network = try randomNetwork(settings)
    var all: [[Int]: [Float]] = [:]
    ForecastReader(settings: settings).read(
      network, over: windows(panel, settings), ends: ends, reach: reach
    ) { series, step, outputs in all[[series, step]] = Array(outputs) }
    return all
  }

  @Test func `the last steps before each end are read, series of length zero left out`() throws {
    let panel = seasonalPanel(5)
    let all = try said(panel, ends: [10, 0, 40, 2, 7], reach: 3)
    let steps = [(0, 7...9), (2, 37...39), (3, 0...1), (4, 4...6)]
    let expected = steps.flatMap { series, steps in steps.map { [series, $0] } }
    #expect(Set(all.keys) == Set(expected))
    #expect(all.values.allSatisfy { $0.count == 15 && $0.allSatisfy(\.isFinite) })
  }

  /// A row that a kernel takes alone is summed in another order: a few float roundings, 1e-5 of outputs
  /// of size one.
  @Test func `a step says the same whatever is read beside it`() throws {
    let panel = seasonalPanel(5)
    let all = try said(panel, ends: [20, 33, 26, 14, 30], reach: 4)
    for (series, end) in [20, 33, 26, 14, 30].enumerated() {
      for step in (end - 4)..<end {
        var ends = [0, 0, 0, 0, 0]
        ends[series] = step + 1
        let alone = try #require(try said(panel, ends: ends, reach: 1)[[series, step]])
        let among = try #require(all[[series, step]])
        #expect(zip(alone, among).allSatisfy { abs($0 - $1) < 1e-5 })
      }
    }
  }

  @Test func `a long series is read from a crop's length before its end`() throws {
    let panel = panel([seasonalValues(0, count: 60)])
    let changed = panel.with(500, at: 40)
    let near = try said(panel, ends: [60], reach: 1, crop: 30)
    // Row 20 is before the crop's first step at 30, whose input of five values begins at 26.
    let settings = RecurrentSettings.tiny()
    let transforms = TransformStore(fitting: panel, season: 4, adjustsSeason: false).transforms
    let windows = WindowedPanel(changed, transforms: transforms, shape: settings.window)
    var crop = settings
    crop.cropLength = 30
    var other: [Float] = []
    ForecastReader(settings: crop).read(
      try randomNetwork(crop), over: windows, ends: [60], reach: 1
    ) { other = Array($2) }
    #expect(near[[0, 59]] == other)
  }

  @Test func `last outputs are added up`() throws {
    let panel = seasonalPanel(3)
    let settings = RecurrentSettings.tiny()
    let network = try randomNetwork(settings)
    var sums = [[Double]](repeating: [Double](repeating: 1, count: 15), count: 3)
    let reader = ForecastReader(settings: settings)
    reader.addLastOutputs(of: network, over: windows(panel, settings), to: &sums)
    let lengths = panel.indices.map { panel[$0].count }
    let all = try said(panel, ends: lengths, reach: 1, crop: settings.cropLength)
    for series in panel.indices {
      let expected = try #require(all[[series, lengths[series] - 1]])
      #expect(sums[series] == expected.map { 1 + Double($0) })
    }
  }

  /// A window begins no earlier than it must: what lies before does not count, what lies after cannot.
  @Test func `a network that reads both ways sees its window and nothing after it`() throws {
    var settings = RecurrentSettings.tiny()
    settings.isBidirectional = true
    let panel = panel([seasonalValues(0, count: 60)])
    let transforms = TransformStore(fitting: panel, season: 4, adjustsSeason: false).transforms
    let network = try randomNetwork(settings)
    func said(_ panel: Panel) -> [Int: [Float]] {
      var all: [Int: [Float]] = [:]
      ForecastReader(settings: settings).read(
        network,
        over: WindowedPanel(panel, transforms: transforms, shape: settings.window), ends: [50],
        reach: 3
      ) { all[$1] = Array($2) }
      return all
    }
    let honest = said(panel)
    #expect(honest.keys.sorted() == [47, 48, 49])
    // Rows 48 and on change the cutoffs 48 and 49, and not the one at 47.
    let later = said(scrambled(panel, last: 12))
    #expect(later[47] == honest[47])
    #expect(later[48] != honest[48] && later[49] != honest[49])
    // The window of five ends at 49; its first step reads five values: nothing before row 41.
    #expect(said(panel.with(500, at: 20))[49] == honest[49])
    #expect(said(panel.with(500, at: 60 - 42))[49] != honest[49])
  }
}
