import Testing

@testable import ForecastForecasting

/// What every free rule must do, over the list of all of them.
@Suite struct BaselineTests {
  static let all = ModelCatalog.baselines.map(\.name) + ["naive2"]

  private func rule(_ name: String) throws -> Baseline {
    name == "naive2" ? .naive2 : try #require(ModelCatalog.baseline(named: name))
  }

  private let past = seasonalValues(0)

  @Test(arguments: all, [1, 4, 7, 100])
  func `it says as many steps as it is asked for`(_ name: String, season: Int) throws {
    for horizon in [1, 3, 4, 60] {
      let said = try rule(name).forecast(past[...], season: season, horizon: horizon)
      #expect(said.count == horizon)
      #expect(said.allSatisfy { $0.isFinite })
    }
  }

  @Test(arguments: all, [1, 4, 5])
  func `it reads nothing past the cutoff, and nothing before its slice`(
    _ name: String, season: Int
  ) throws {
    let store = [1e9, -1e9, .nan] + past + [1e12, .nan, -1e12, 0, 0, 0, 0, 0]
    let slice = store[3..<(3 + past.count)]
    let said = try rule(name).forecast(slice, season: season, horizon: 9)
    #expect(try said == rule(name).forecast(past[...], season: season, horizon: 9))
  }

  @Test(arguments: all, [-7.25, 0, 1e-9, 3e9])
  func `it is exact on a constant`(_ name: String, constant: Double) throws {
    for count in [1, 5, 40] {
      let values = [Double](repeating: constant, count: count)
      let said = try rule(name).forecast(values[...], season: 4, horizon: 6)
      #expect(said == [Double](repeating: constant, count: 6))
    }
  }

  @Test(arguments: all)
  func `missing values are no trouble wherever they are`(_ name: String) throws {
    for gaps in [[0], [47], [44, 45, 46, 47], Array(0..<40), Array(1..<48)] {
      let values = past.enumerated().map { gaps.contains($0) ? .nan : $1 }
      let said = try rule(name).forecast(values[...], season: 4, horizon: 6)
      #expect(said.count == 6)
      #expect(said.allSatisfy { $0.isFinite })
    }
  }

  @Test(arguments: all)
  func `a single value is carried on`(_ name: String) throws {
    for values in [[5.0], [.nan, 5], [5, .nan, .nan]] {
      #expect(try rule(name).forecast(values[...], season: 3, horizon: 4) == [5, 5, 5, 5])
    }
  }
}
