import ForecastRecurrent

/// The bytes that a training run needs by the formula of the library.
enum MemoryFormula {
  /// The bytes of a run.
  ///
  /// - Parameter size: The sizes of the run.
  /// - Returns: Workspace, moments, parameters and batch together; of the network there are two, the
  ///   one that is trained and the one that it began as.
  static func byteCount(_ size: Point.Size) -> Int {
    TrainingMemory(
      of: size.shape, plan: size.plan, rows: size.sequences, steps: size.steps,
      firstOutputStep: size.isEveryStep ? 0 : size.steps - 1, threads: size.threads
    ).total
  }
}
