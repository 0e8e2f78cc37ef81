import Testing

@testable import ForecastForecasting
@testable import ForecastRecurrent
@testable import ForecastReporting

@Suite struct HistoryReportTests {
  @Test func `one row a pass, counted from one`() {
    var first = TrainingHistory()
    first.epochs = [
      EpochRecord(
        epoch: 0, trainingLoss: 0.5, validationLoss: 0.25, gradientNorm: 2,
        largestGradientNorm: 4.5, clippedShare: 1, learningRate: 0.001, skippedSteps: 0),
      EpochRecord(
        epoch: 1, trainingLoss: .nan, validationLoss: .nan, gradientNorm: .infinity,
        largestGradientNorm: .nan, clippedShare: 0.125, learningRate: 0.0005, skippedSteps: 3),
    ]
    var second = TrainingHistory()
    second.epochs = [
      EpochRecord(
        epoch: 0, trainingLoss: 0.75, validationLoss: nil, gradientNorm: 1.5,
        largestGradientNorm: 1.5, clippedShare: 0, learningRate: 3e-5, skippedSteps: 0)
    ]
    let history = [
      ModelFit.StagedHistory(stage: "choice", member: 1, history: first),
      ModelFit.StagedHistory(stage: "refit", member: 2, history: second),
    ]
    #expect(
      text(HistoryReport.csv(history)) == """
        stage,member,epoch,training-loss,validation-loss,gradient-norm,clipped-share,learning-rate,\
        skipped-steps,largest-gradient-norm
        choice,1,1,0.5,0.25,2,1,0.001,0,4.5
        choice,1,2,,,,0.125,0.0005,3,
        refit,2,1,0.75,,1.5,0,3e-05,0,1.5

        """)
  }

  @Test func `no pass is a header alone`() {
    #expect(text(HistoryReport.csv([])).hasSuffix("skipped-steps,largest-gradient-norm\n"))
    #expect(HistoryReport.csv([]).count { $0 == 10 } == 1)
  }
}
