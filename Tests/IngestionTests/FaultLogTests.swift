import Testing

@testable import ForecastIngestion

struct FaultLogTests {
  private func fault(_ number: Int) -> IngestionError { IngestionError(.value, "fault \(number)") }

  @Test func `a strict log throws the first fault`() {
    var log = FaultLog(isStrict: true)
    #expect(throws: fault(1)) { try log.report(fault(1)) }
    #expect(log.faults == [])
    #expect(log.count == 0)
  }

  @Test func `a patient log keeps faults in their order`() throws {
    var log = FaultLog(isStrict: false)
    for number in 1...3 { try log.report(fault(number)) }
    #expect(log.faults == (1...3).map(fault))
    #expect(log.count == 3)
  }

  @Test func `a line with several faults counts once`() throws {
    var log = FaultLog(isStrict: false, skips: true)
    for (line, column) in [(2, 1), (2, 3), (7, 1), (8, 1), (8, 2)] {
      try log.report(
        IngestionError(
          .value, "x", at: SourceLocation(file: "a.csv", line: line, column: column)))
    }
    #expect(log.count == 5 && log.lineCount == 3)
  }

  @Test func `faults beyond a thousand are counted, not kept`() throws {
    var log = FaultLog(isStrict: false)
    for number in 1...1_001 { try log.report(fault(number)) }
    #expect(log.faults.count == FaultLog.mostKept)
    #expect(log.faults.last == fault(1_000))
    #expect(log.count == 1_001)
  }
}
