import Testing

@testable import ForecastForecasting

@Suite struct FitCourseTests {
  @Test func `what is left out is told once and in order`() {
    let course = FitCourse()
    for what in ["b", "a", "b"] { course.leaveOut(what) }
    #expect(course.leftOut == ["b", "a"])
  }

  @Test func `a pace is known by the number of networks and by the rule`() {
    let course = FitCourse()
    course.measured(secondsPerBatch: 2, networks: 3)
    course.measured(secondsPerForecast: 7, of: .ets)
    #expect(course.secondsPerBatch(networks: 3) == 2)
    #expect(course.secondsPerBatch(networks: 1) == nil)
    #expect(course.secondsPerForecast(of: .ets) == 7)
    #expect(course.secondsPerForecast(of: .naive) == 0)
  }

  @Test func `passes are lowered to what fits, and a schedule is laid out for them`() {
    let context = FitContext(deadline: TestClock().deadline(after: 61))
    context.course.measured(secondsPerBatch: 5, networks: 2)
    var settings = RecurrentSettings.tiny(epochs: 8)
    settings.chosenEpochs = 8
    settings.shorten(toFit: context, batches: 4)
    #expect(settings.chosenEpochs == 3 && settings.epochs == 3)
    #expect(context.course.leftOut == ["3 instead of 8 passes"])
    settings.shorten(toFit: context, batches: 1)
    #expect(settings.chosenEpochs == 3)
    settings.shorten(toFit: context, batches: 100)
    #expect(settings.chosenEpochs == 0 && settings.epochs == 1)
  }
}
