internal import ForecastKernels

/// Which processor path the arithmetic runs on, for commands that print or check it.
public enum KernelSelection {
  /// The name of the path in use: `avx512`, `avx2` or `portable`.
  public static var name: String { KernelPath.current.rawValue }

  /// What is wrong with the path that `FORECAST_KERNEL` asks for; nil if nothing is.
  public static var problem: String? {
    guard let requested = KernelPath.requested else { return nil }
    do {
      _ = try KernelPath.named(requested)
      return nil
    } catch {
      return "\(KernelPath.environmentVariable): \(error)"
    }
  }
}
