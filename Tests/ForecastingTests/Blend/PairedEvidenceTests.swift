import Testing

@testable import ForecastForecasting

@Suite struct PairedEvidenceTests {
  @Test func `evidence is the mean in standard errors, as the paired test has it`() throws {
    let differences = [0.3, -0.1, 0.4, 0.2, 0.0]
    let test = DieboldMariano(differences)
    let own = PairedEvidence.standardErrors(of: differences, worth: 5)
    #expect(abs(own - (try #require(test.statistic))) < 1e-12)
    // Five windows that are worth two say less.
    let fewer = PairedEvidence.standardErrors(of: differences, worth: 2)
    #expect(abs(fewer - own * (2.0 / 5).squareRoot()) < 1e-12)
    #expect(PairedEvidence.standardErrors(of: differences, worth: 50) == own)
  }

  @Test func `differences that do not vary are all or nothing`() {
    #expect(PairedEvidence.standardErrors(of: [2, 2, 2], worth: 3) == .infinity)
    #expect(PairedEvidence.standardErrors(of: [0, 0, 0], worth: 3) == 0)
    #expect(PairedEvidence.standardErrors(of: [-2, -2], worth: 2) == 0)
    #expect(PairedEvidence.standardErrors(of: [-.infinity, 1], worth: 2) == 0)
  }

  @Test func `many series are worth few, and one is worth one`() {
    #expect(PairedEvidence.independentSeries(1) == 1)
    #expect(PairedEvidence.independentSeries(0) == 0)
    #expect(abs(PairedEvidence.independentSeries(101) - 101.0 / 26) < 1e-12)
    #expect((3.9..<4).contains(PairedEvidence.independentSeries(1_000)))
  }
}
