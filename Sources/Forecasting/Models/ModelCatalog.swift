/// The list of models that a user can name.
///
/// A new rule is a file beside this one and a line in `baselines`; options, reports and the contract
/// tests follow from the list.
public enum ModelCatalog {
  /// The free rules, simplest first.
  public static let baselines: [Baseline] = [
    .naive, .seasonalNaive, .drift, .ses, .holt, .holtWinters, .ets, .theta, .dynamicOptimizedTheta,
    .mstl, .croston, .tsb, .combination,
  ]

  /// The rules that a fit is always told beside; a backtest compares all.
  public static let references: [Baseline] = [
    .naive, .seasonalNaive, .theta, .dynamicOptimizedTheta, .ets,
  ]

  /// The network's name, whatever its cell; a forecast names the cell.
  public static let recurrent = "lstm"

  /// Lets the program choose.
  public static let automatic = "auto"

  /// Every name that `--method` takes.
  public static let names = [automatic, recurrent] + baselines.map(\.name)

  /// The rule of a name.
  ///
  /// - Parameter name: one of `names`.
  /// - Returns: nil where the name is not a rule's.
  public static func baseline(named name: String) -> Baseline? {
    baselines.first { $0.name == name }
  }
}
