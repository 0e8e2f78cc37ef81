import Testing

@testable import ForecastRecurrent

struct TrainingPlanTests {
  private func rates(_ schedule: LearningRateSchedule, epochs: Int, of total: Int, warmUp: Int)
    -> [Double]
  {
    let plan = TrainingPlan(
      epochs: epochs, loss: .meanSquared, schedule: schedule, warmUpUpdates: warmUp)
    return (0..<total).map { plan.rate(update: $0, of: total) }
  }

  private func largestError(_ rates: [Double], _ expected: [Double]) -> Double {
    guard rates.count == expected.count else { return .infinity }
    return zip(rates, expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  @Test func `warm-up is PyTorch's`() {
    // LinearLR(start_factor=0.25, end_factor=1, total_iters=3), alone with lr=0.01; chained with
    // CosineAnnealingLR(T_max=10), lr=0.003; chained with StepLR(step_size=3, gamma=0.5), lr=0.1.
    let constant = [0.0025, 0.005, 0.0075, 0.01, 0.01, 0.01]
    let cosine = [
      0.00075, 0.00146329238722137, 0.00203514411867182, 0.00238167787843871, 0.00196352549156242,
      0.0015, 0.00103647450843758, 0.00061832212156129, 0.000286474508437579, 7.34152255572697e-05,
    ]
    let step = [0.025, 0.05, 0.075, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025, 0.0125]
    let given = [
      rates(.constant(0.01), epochs: 2, of: 6, warmUp: 4),
      rates(.cosine(from: 0.003), epochs: 2, of: 10, warmUp: 4),
      rates(.step(from: 0.1, factor: 0.5, every: .epochs(3)), epochs: 10, of: 10, warmUp: 4),
    ]
    for (rates, expected) in zip(given, [constant, cosine, step]) {
      #expect(largestError(rates, expected) < 1e-15)
    }
  }

  @Test func `no warm-up leaves the schedule alone`() {
    let schedule = LearningRateSchedule.oneCycle(peak: 0.003)
    let plain = (0..<10).map { schedule.rate(update: $0, of: 10) }
    #expect(rates(schedule, epochs: 5, of: 10, warmUp: 0) == plain)
    #expect(rates(schedule, epochs: 5, of: 10, warmUp: 1) == plain)
  }

  @Test func `the last update of an epoch may have fewer batches`() {
    var plan = TrainingPlan(epochs: 1, loss: .meanSquared, accumulation: 4)
    #expect([0, 1, 4, 5, 8, 9].map(plan.updatesPerEpoch) == [0, 1, 1, 2, 2, 3])
    plan.accumulation = 1
    #expect(plan.updatesPerEpoch(batches: 7) == 7)
  }
}
