import Testing

@testable import ForecastRecurrent

struct LearningRateScheduleTests {
  @Test func `one cycle has PyTorch's rates`() {
    // OneCycleLR(max_lr=0.003, total_steps=10), its two phases worked out apart from this code.
    let expected = [
      0.00012,
      0.00156,
      0.003,
      0.00285145389604042,
      0.00243523696184929,
      0.00183378606580887,
      0.00116622593419113,
      0.000564775038150711,
      0.000148558103959579,
      1.2e-08,
    ]
    let schedule = LearningRateSchedule.oneCycle(peak: 0.003)
    for (update, rate) in expected.enumerated() {
      #expect(abs(schedule.rate(update: update, of: 10) - rate) < 1e-15, "\(update)")
    }
    #expect(schedule.rate(update: 11, of: 10) == schedule.rate(update: 9, of: 10))
    for total in 0...4 {
      for update in 0..<total {
        let rate = schedule.rate(update: update, of: total)
        #expect(rate > 0 && rate <= 0.003)
      }
    }
  }

  @Test func `a constant rate is constant`() {
    #expect(LearningRateSchedule.constant(0.1).rate(update: 7, of: 9) == 0.1)
  }
}
