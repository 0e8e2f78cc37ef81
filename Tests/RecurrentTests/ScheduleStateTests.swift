import Testing

@testable import ForecastRecurrent

struct ScheduleStateTests {
  @Test func `plateaus are PyTorch's`() {
    // ReduceLROnPlateau(lr=0.1, factor=0.5, patience=1, threshold=0): the rate of each epoch.
    let losses = [5, 4, 4.5, 4, 3.9999, 4, 4, .nan, 6, 3, 3.5, 3.5, 3, 2.9]
    let expected = [
      0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025, 0.0125, 0.0125, 0.0125, 0.00625, 0.00625,
      0.00625,
    ]
    let schedule = LearningRateSchedule.plateau(from: 0.1, factor: 0.5, patience: 2)
    var state = ScheduleState()
    var rates = [0.1 * state.factor]
    for loss in losses {
      state.finishEpoch(loss: loss, schedule: schedule)
      rates.append(0.1 * state.factor)
    }
    #expect(rates == expected)
    #expect(state.lowestLoss == 2.9 && state.epochsWithoutLower == 0)
  }

  @Test func `a state taken up again goes on as if it had not stopped`() {
    let schedule = LearningRateSchedule.plateau(from: 0.1, factor: 0.5, patience: 2)
    var state = ScheduleState()
    for loss in [3.0, 2, 2.5] { state.finishEpoch(loss: loss, schedule: schedule) }
    var again = ScheduleState()
    again.factor = state.factor
    again.lowestLoss = state.lowestLoss
    again.epochsWithoutLower = state.epochsWithoutLower
    #expect(again == state)
    again.finishEpoch(loss: 2, schedule: schedule)
    #expect(again.factor == 0.5)
  }

  @Test(
    arguments: [
      LearningRateSchedule.constant(1), .cosine(from: 1), .oneCycle(peak: 1),
      .step(from: 1, every: .epochs(1)),
    ])
  func `other schedules know no plateau`(schedule: LearningRateSchedule) {
    var state = ScheduleState()
    for _ in 0..<50 { state.finishEpoch(loss: 1, schedule: schedule) }
    #expect(state.factor == 1)
    state.fail()
    state.fail()
    #expect(state.factor == 0.25)
  }
}
