import ArgumentParser
import ForecastRecurrent

/// Which processor path does the arithmetic.
struct KernelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Arithmetic for which processors: \(KernelSelection.names.joined(separator: ", ")) (default: "
        + "FORECAST_KERNEL, or the fastest that runs here); another one may differ in the last digits.",
      valueName: "path"))
  var kernel: String?

  /// Selects the path; to be called before any network is made.
  func select() throws(UsageError) {
    guard let kernel else {
      if let problem = KernelSelection.problem { throw UsageError(problem) }
      return
    }
    if let problem = KernelSelection.problem(with: kernel) {
      throw UsageError("--kernel: \(problem)")
    }
    KernelSelection.select(kernel)
  }
}
