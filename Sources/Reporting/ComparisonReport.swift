public import ForecastForecasting

/// A test of two models as CSV: a header and one row.
public enum ComparisonReport {
  /// The columns, in order.
  public static let names = [
    "model", "against", "test", "n", "mase", "mase-against", "difference", "statistic", "p-value",
  ]

  /// Writes a comparison.
  ///
  /// - Parameter comparison: what was found; what is undefined becomes an empty field.
  /// - Returns: the CSV with its header.
  public static func csv(_ comparison: ModelComparison) -> [UInt8] {
    var writer = CSVWriter()
    for name in names { writer.field(name) }
    writer.endRow()
    writer.field(comparison.model)
    writer.field(comparison.other)
    writer.field(comparison.test.rawValue)
    writer.field(comparison.outcome.count)
    writer.field(comparison.loss)
    writer.field(comparison.otherLoss)
    writer.field(comparison.outcome.meanDifference)
    writer.field(comparison.outcome.statistic)
    writer.field(comparison.outcome.probability)
    writer.endRow()
    return writer.bytes
  }
}
