internal import ForecastKernels

/// Which processor path the arithmetic runs on, for commands that print or check it.
public enum KernelSelection {
  /// The name of the path in use: `avx512`, `avx2` or `portable`.
  public static var name: String { KernelPath.current.rawValue }

  /// The names there are, also of paths that this processor cannot run.
  public static var names: [String] { KernelPath.allCases.map(\.rawValue) }

  /// What is wrong with the path that `FORECAST_KERNEL` asks for; nil if nothing is.
  public static var problem: String? {
    guard let requested = KernelPath.requested, let problem = problem(with: requested) else {
      return nil
    }
    return "\(KernelPath.environmentVariable): \(problem)"
  }

  /// What is wrong with a path's name; nil if this processor can run it.
  public static func problem(with name: String) -> String? {
    do {
      _ = try KernelPath.named(name)
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// Makes a path the one in use, whatever the environment asks for.
  ///
  /// - Parameter name: A name that `problem(with:)` has nothing against.
  /// - Precondition: No network has been made yet.
  public static func select(_ name: String) {
    guard let path = try? KernelPath.named(name) else {
      preconditionFailure("this processor has no such path")
    }
    path.makeCurrent()
  }
}
