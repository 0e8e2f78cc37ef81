/// The bytes that a training run needs by the formula of the library.
///
/// `network_benchmark.py --memory` sets the answer beside the measured growth of the process, and
/// leaves the column empty while there is no formula.
enum MemoryFormula {
  /// The bytes of a run.
  ///
  /// - Parameter size: The sizes of the run.
  /// - Returns: Workspace, moments, parameters and batch together; nil where nothing computes them.
  static func byteCount(_ size: Point.Size) -> Int? { nil }
}
