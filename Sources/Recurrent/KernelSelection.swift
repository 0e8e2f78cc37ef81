internal import ForecastKernels

/// Which processor path the arithmetic runs on, for commands that print it.
public enum KernelSelection {
  /// The name of the path in use: `avx512`, `avx2` or `portable`.
  public static var name: String { KernelPath.current.rawValue }
}
