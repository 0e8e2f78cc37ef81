import Testing

@testable import ForecastForecasting

@Suite struct DieboldMarianoTests {
  private let differences = [0.3, -0.1, 0.45, 0.2, -0.35, 0.6, 0.15, 0.05, -0.2, 0.4]

  /// Overlap, statistic and probability, by numpy and scipy.stats.t from the equations.
  @Test(arguments: [
    (1, 1.566_698_903_601_280_6, 0.151_627_474_487_682_63),
    (2, 1.952_374_120_367_905_5, 0.082_650_957_344_175_21),
    (3, 2.633_586_872_786_574, 0.027_198_235_874_711_523),
  ])
  func `known statistics come out`(_ overlap: Int, _ statistic: Double, _ probability: Double) {
    let test = DieboldMariano(differences, overlap: overlap)
    #expect(test.count == 10)
    #expect(isNear(test.meanDifference, 0.15))
    #expect(isNear(test.statistic, statistic))
    #expect(isNear(test.probability, probability, 1e-11))
  }

  @Test func `without overlap it is the paired t test`() throws {
    let mean = differences.reduce(0, +) / 10
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 9
    let test = DieboldMariano(differences)
    #expect(isNear(test.statistic, mean / (variance / 10).squareRoot()))
  }

  @Test func `the other way round only the sign changes`() {
    let (one, other) = (
      DieboldMariano(differences, overlap: 2), DieboldMariano(differences.map { -$0 }, overlap: 2)
    )
    #expect(isNear(other.statistic, -(one.statistic ?? .nan)))
    #expect(one.probability == other.probability)
  }

  @Test func `what says nothing about chance is undefined`() {
    for differences in [[0.5], [0, 0, 0], [0.1, 0.1, 0.1, 0.1]] {
      let test = DieboldMariano(differences)
      #expect(test.statistic == nil && test.probability == nil)
      #expect(isNear(test.meanDifference, differences[0]))
    }
    // The correction has nothing left of two cutoffs that overlap.
    #expect(DieboldMariano([1, 2], overlap: 2).statistic == nil)
    #expect(DieboldMariano([1, 2, 4], overlap: 9).count == 3)
  }
}
