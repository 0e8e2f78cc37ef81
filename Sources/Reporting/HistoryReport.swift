public import ForecastForecasting
import ForecastRecurrent

/// The course of a training as CSV: one row a pass.
public enum HistoryReport {
  /// Writes all passes of all stages and members.
  ///
  /// - Parameter history: the passes.
  /// - Returns: the CSV with its header.
  public static func csv(_ history: [ModelFit.StagedHistory]) -> [UInt8] {
    var writer = CSVWriter()
    let names = [
      "stage", "member", "epoch", "training-loss", "validation-loss", "gradient-norm",
      "clipped-share", "learning-rate", "skipped-steps", "largest-gradient-norm",
    ]
    for name in names { writer.field(name) }
    writer.endRow()
    for part in history {
      let last = part.history.epochs.last?.epoch
      for row in part.history.epochs {
        writer.field(part.stage)
        writer.field(part.member)
        writer.field(row.epoch + 1)
        writer.field(finite(row.trainingLoss))
        let heldOut = row.validationLoss ?? (row.epoch == last ? part.heldOutLoss : nil)
        writer.field(heldOut.flatMap(finite))
        writer.field(finite(row.gradientNorm))
        writer.field(row.clippedShare)
        writer.field(row.learningRate)
        writer.field(row.skippedSteps)
        writer.field(finite(row.largestGradientNorm))
        writer.endRow()
      }
    }
    return writer.bytes
  }

  private static func finite(_ number: Double) -> Double? { number.isFinite ? number : nil }
}
