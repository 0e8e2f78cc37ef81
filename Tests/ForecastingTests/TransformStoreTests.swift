import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct TransformStoreTests {
  private let store = TransformStore(
    fitting: panel([[1, 2, 4, 8], [-1, 5, -3, 7]]), season: 1, adjustsSeason: false)

  @Test func `each series has the transform of its own rows`() {
    #expect(store.transforms.map(\.value) == [.logarithm, .unit(4)])
    // The second one in fours: −0.25, 1.25, −0.75, 1.75, with changes of 1.5, 2 and 2.5.
    #expect(store.transforms[1].scale == 2)
  }

  @Test func `a known id keeps its transform whatever its rows are now`() {
    let later = Panel(
      frequency: Frequency(.index),
      series: [series([0, -5, 1e9], id: "s1"), series([-7, 3], id: "s0")])
    let found = store.transforms(for: later, season: 1, adjustsSeason: false)
    #expect(found == [store.transforms[1], store.transforms[0]])
    #expect(store.knows("s0") && store.knows("s1"))
  }

  @Test func `an unknown id is transformed by its own rows`() {
    let new = panel([[0, 1]]).series(called: "new")
    #expect(!store.knows("new"))
    let found = store.transforms(for: new, season: 1, adjustsSeason: false)
    #expect(found == [SeriesTransform(fitting: new[0], season: 1, adjustsSeason: false)])
  }

  /// The first eight bytes of `printf s0 | sha256sum`, so that files of other releases stay readable.
  @Test func `keys are the digests' first eight bytes`() {
    #expect(store.keys.count == 2)
    #expect(store.keys[0] == 0xec18_eac8_d758_b1eb)
  }

  @Test func `of two equal keys the first one counts`() {
    let twice = TransformStore(
      keys: [store.keys[0], store.keys[0]], transforms: store.transforms)
    let found = twice.transforms(for: panel([[5, 6]]), season: 1, adjustsSeason: false)
    #expect(found == [store.transforms[0]])
  }
}

extension Panel {
  /// The same panel with every series under one other id.
  func series(called id: String) -> Panel {
    Panel(
      frequency: frequency,
      series: indices.map {
        TimeSeries(identifier: id, axis: axes[$0], values: self[$0].values)
      })
  }
}
