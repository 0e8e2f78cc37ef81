import ForecastSeries
import Testing

@testable import ForecastForecasting

@Suite struct ForecastLedgerTests {
  /// Rows at counted times from 0 on.
  private func rows(_ values: [Double], id: String = "") -> Panel {
    Panel(frequency: Frequency(.index), series: [series(values, id: id)])
  }

  @Test func `what came is written down beside what was said`() {
    var ledger = ForecastLedger([issue([5, 6, 7], from: 2)])
    let style = TimestampStyle.integer
    #expect(ledger.settle(with: rows([1, 2, 3]), style: style) == 0)
    #expect(ledger.settle(with: rows([1, 2, 3, 4, 5]), style: style) == 2)
    #expect(ledger.issued[0].steps.map(\.actual) == [4, 5, nil])
    #expect(ledger.settle(with: rows([1, 2, 3, 4, 5]), style: style) == 0)
  }

  @Test func `a value that was written down stays, whatever the data say later`() {
    var ledger = ForecastLedger([issue([5, 6], from: 2)])
    _ = ledger.settle(with: rows([1, 2, 3, 4]), style: .integer)
    #expect(ledger.settle(with: rows([1, 2, 3, 40, 50]), style: .integer) == 1)
    #expect(ledger.issued[0].steps.map(\.actual) == [4, 50])
  }

  @Test func `a missing value and another series count not`() {
    var ledger = ForecastLedger([issue([5, 6], from: 2), issue([5, 6], from: 2, id: "x")])
    #expect(ledger.settle(with: rows([1, 2, 3, .nan, 5]), style: .integer) == 1)
    #expect(ledger.issued.map { $0.steps.map(\.actual) } == [[nil, 5], [nil, nil]])
  }

  @Test func `a cutoff that the data do not have any more is left open`() {
    var ledger = ForecastLedger([issue([5, 6], from: 2)])
    let late = Panel(frequency: Frequency(.index), series: [series([7, 8, 9], from: 4)])
    #expect(ledger.settle(with: late, style: .integer) == 0)
  }

  @Test func `the same issue again takes the first one's place until something of it came`() {
    var ledger = ForecastLedger([issue([1, 2])])
    ledger.record([issue([3, 4])])
    #expect(ledger.issued == [issue([3, 4])])
    ledger = ForecastLedger([issue([1, 2], actuals: [9])])
    ledger.record([issue([3, 4])])
    #expect(ledger.issued == [issue([1, 2], actuals: [9])])
    ledger.record([issue([3, 4], from: 11), issue([3, 4], model: "n")])
    #expect(ledger.issued.count == 3)
    #expect(ledger.issued(by: "n") == [issue([3, 4], model: "n")])
  }

  @Test func `a series keeps its newest hundred, and all together a bounded number of steps`() {
    var ledger = ForecastLedger()
    for cutoff in 0..<130 {
      ledger.record([issue([1], from: cutoff), issue([1], from: cutoff, id: "x")])
    }
    #expect(ledger.issued.count == 200)
    #expect(ledger.issued.map(\.cutoff).prefix(2) == ["30", "30"])
    #expect(ledger.issued.last?.cutoff == "129")
    let long = [Double](repeating: 1, count: ForecastLedger.mostSteps / 2)
    for cutoff in 0..<3 { ledger.record([issue(long, from: cutoff, id: "long")]) }
    #expect(ledger.issued.map(\.identifier) == ["long", "long"])
    #expect(ledger.issued.map(\.cutoff) == ["1", "2"])
  }
}
