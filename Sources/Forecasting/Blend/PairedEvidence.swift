/// How clearly one forecast was better than another on the same windows.
enum PairedEvidence {
  /// The mean difference in standard errors, as a paired t test has it.
  ///
  /// - Parameters:
  ///   - differences: loss of the one less loss of the other, a window each.
  ///   - worth: how many independent windows they are worth; windows that share rows are worth fewer.
  /// - Returns: above zero where the other was better; infinite where it always was by the same amount.
  static func standardErrors(of differences: [Double], worth: Double) -> Double {
    let count = Double(differences.count)
    let mean = differences.reduce(0, +) / count
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let variance = squares / max(count - 1, 1)
    guard mean.isFinite, variance > 0 else { return mean > 0 && mean.isFinite ? .infinity : 0 }
    return mean / (variance / min(worth, count)).squareRoot()
  }

  /// How many independent series the series of a panel are worth.
  ///
  /// They share the shocks of their time: the mean of n errors with correlation ρ varies like that of
  /// n / (1 + (n − 1) ρ) independent ones. A thousand yearly series whose last years were a boom say
  /// little about the next: over four such periods in a row the best share of a network was 1.0, 0.1,
  /// 0.6 and 0.3.
  ///
  /// - Parameter count: n.
  /// - Returns: at most 1 / ρ.
  static func independentSeries(_ count: Int) -> Double {
    Double(count) / (1 + Double(max(count - 1, 0)) * sharedShocks)
  }

  /// ρ.
  private static let sharedShocks = 0.25
}
