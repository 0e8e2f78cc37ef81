import Synchronization
import Testing

@testable import ForecastForecasting

@Suite struct RuleMemoryTests {
  /// A rule that says how often it was asked.
  private func counting(_ memory: Baseline.Memory, _ asked: AskedCount) -> Baseline {
    Baseline(name: "counting", memory: memory) { values, _, horizon in
      asked.count.withLock { $0 += 1 }
      return [Double](repeating: values.reduce(0, +), count: horizon)
    }
  }

  private final class AskedCount: Sendable { let count = Mutex(0) }

  @Test func `the same rows are asked about once, other rows again`() {
    let memory = RuleMemory(), asked = AskedCount()
    let rule = counting(.everything, asked)
    let rows: [Double] = [1, 2, 3]
    for _ in 0..<3 {
      #expect(
        memory.forecast(of: rule, after: rows[...], seasons: Seasons(1), horizon: 2) == [6, 6])
    }
    #expect(asked.count.withLock { $0 } == 1)
    _ = memory.forecast(of: rule, after: rows[...], seasons: Seasons(1), horizon: 3)
    _ = memory.forecast(of: rule, after: rows[...], seasons: Seasons(2), horizon: 2)
    #expect(
      memory.forecast(of: rule, after: [1, 2, 4], seasons: Seasons(1), horizon: 2) == [7, 7])
    #expect(asked.count.withLock { $0 } == 4)
  }

  @Test func `a rule that costs nothing is asked each time`() {
    let memory = RuleMemory(), asked = AskedCount()
    let rule = counting(.seasons(8), asked)
    for _ in 0..<3 {
      _ = memory.forecast(of: rule, after: [1, 2, 3], seasons: Seasons(1), horizon: 2)
    }
    #expect(asked.count.withLock { $0 } == 3)
  }
}
