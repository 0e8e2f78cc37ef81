import Foundation
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

  @Test func `a plateau's own rate is constant`() {
    #expect(LearningRateSchedule.plateau(from: 0.1).rate(update: 7, of: 9, epochs: 3) == 0.1)
  }

  @Test func `steps by epochs are PyTorch's`() {
    // StepLR(lr=0.1, step_size=3, gamma=0.5), asked once an epoch.
    let expected = [0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025, 0.0125]
    let schedule = LearningRateSchedule.step(from: 0.1, factor: 0.5, every: .epochs(3))
    for perEpoch in [1, 2, 7, 49, 1000] {
      for (epoch, rate) in expected.enumerated() {
        for update in [epoch * perEpoch, (epoch + 1) * perEpoch - 1] {
          let given = schedule.rate(update: update, of: 10 * perEpoch, epochs: 10)
          #expect(abs(given - rate) < 1e-15, "\(update) of \(perEpoch) an epoch")
        }
      }
    }
  }

  @Test func `steps by share cut the run evenly`() {
    for (parts, total) in [(4, 40), (3, 9), (10, 30), (7, 7 * 1013), (49, 49 * 3)] {
      let schedule = LearningRateSchedule.step(
        from: 1, factor: 0.5, every: .share(1 / Double(parts)))
      for update in 0..<total {
        let given = schedule.rate(update: update, of: total, epochs: 2)
        #expect(given == pow(0.5, Double(update * parts / total)), "\(update) of \(total)")
      }
    }
    // Where the cut falls between two updates, the step comes with the one after it.
    let schedule = LearningRateSchedule.step(from: 1, factor: 0.5, every: .share(1.0 / 3))
    #expect(
      (0..<10).map { schedule.rate(update: $0, of: 10) }
        == [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25])
  }

  @Test func `the cosine is PyTorch's`() {
    // CosineAnnealingLR(lr=0.003, T_max=10, eta_min=1e-5).
    let expected = [
      0.003, 0.00292682949186125, 0.00271448040659055, 0.00238373895217725, 0.00196698040659055,
      0.001505, 0.00104301959340945, 0.000626261047822753, 0.000295519593409454,
      8.31705081387455e-05,
    ]
    let schedule = LearningRateSchedule.cosine(from: 0.003, to: 1e-5)
    for (update, rate) in expected.enumerated() {
      #expect(abs(schedule.rate(update: update, of: 10, epochs: 5) - rate) < 1e-15, "\(update)")
    }
  }

  @Test(
    arguments: [
      LearningRateSchedule.step(from: 0.1, every: .epochs(1)), .step(from: 0.1, every: .share(0.2)),
      .cosine(from: 0.1), .oneCycle(peak: 0.1), .plateau(from: 0.1), .constant(0.1),
    ])
  func `rates of short runs are rates, and stay after the end`(schedule: LearningRateSchedule) {
    for total in 0...4 {
      for update in 0..<total {
        let rate = schedule.rate(update: update, of: total, epochs: 2)
        #expect(rate > 0 && rate <= 0.1)
      }
    }
    let last = schedule.rate(update: 19, of: 20, epochs: 5)
    #expect(schedule.rate(update: 100, of: 20, epochs: 5) == last)
  }
}
