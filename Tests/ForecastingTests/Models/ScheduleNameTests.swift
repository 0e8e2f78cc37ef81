import Testing

@testable import ForecastForecasting
@testable import ForecastRecurrent

@Suite struct ScheduleNameTests {
  private func rates(_ name: ScheduleName, updates: Int) -> [Double] {
    let schedule = name.schedule(highest: 0.5, epochs: updates)
    return (0..<updates).map { schedule.rate(update: $0, of: updates, epochs: updates) }
  }

  @Test(arguments: ScheduleName.allCases)
  func `the rate is at most the highest, and is reached`(_ name: ScheduleName) {
    for updates in [40, 200] {
      let highest = rates(name, updates: updates).max() ?? 0
      #expect(highest <= 0.5 && highest > 0.4999)
    }
  }

  /// Whole schedules of different lengths compete, so each has to come down within its own.
  @Test(arguments: [ScheduleName.oneCycle, .cosine, .step])
  func `a schedule comes down at its end, whatever its length`(_ name: ScheduleName) {
    for updates in [8, 25, 200] {
      #expect((rates(name, updates: updates).last ?? 1) < 0.1 * 0.5)
    }
  }

  @Test func `the step is taken after each quarter`() {
    let rates = rates(.step, updates: 8)
    for (rate, expected) in zip(rates, [0.5, 0.5, 0.15, 0.15, 0.045, 0.045, 0.0135, 0.0135]) {
      #expect(abs(rate - expected) < 1e-12)
    }
  }

  @Test func `a plateau is as long as the training allows, two passes at least`() {
    let patiences = [1, 30, 200, 1_000].map { epochs -> Int? in
      guard
        case .plateau(0.5, 0.1, let patience) = ScheduleName.plateau
          .schedule(highest: 0.5, epochs: epochs)
      else { return nil }
      return patience
    }
    #expect(patiences == [2, 2, 10, 50])
    #expect(rates(.plateau, updates: 9) == rates(.constant, updates: 9))
  }
}
