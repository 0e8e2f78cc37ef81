import CKernels
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// One way to do the arithmetic: the same loops, compiled for one kind of processor.
///
/// All paths compute the same equations; their last bits differ, because sums are cut into vectors
/// of different lengths. A network remembers its path, since the path's vector length shapes the
/// packed order of its parameters.
public enum KernelPath: String, CaseIterable, Sendable {
  /// 16 floats in a vector: processors with AVX-512.
  case avx512
  /// 8 floats in a vector: processors with AVX2 and FMA.
  case avx2
  /// 4 floats in a vector, in plain C: every processor.
  case portable

  /// The environment variable that asks for a path by name.
  public static let environmentVariable = "FORECAST_KERNEL"

  /// The fastest path this processor can run.
  public static let best: KernelPath = allCases.first(where: \.isSupported) ?? .portable

  /// What the environment asked for when the program first looked; nil if it did not say.
  public static let requested: String? = readRequest()

  /// The path that work runs on unless told otherwise; once it was asked for, it stays.
  ///
  /// It is the one that was made current, or the one that the environment requests if this processor
  /// can run it, or the best.
  public static let current: KernelPath = {
    let chosen = choice.withLock { choice in
      choice.isTaken = true
      return choice.path
    }
    if let chosen { return chosen }
    guard let requested else { return best }
    return (try? named(requested)) ?? best
  }()

  /// Makes this the current path, whatever the environment asks for.
  ///
  /// A program does so before its first work: networks of two paths cannot be told apart later.
  ///
  /// - Precondition: This processor can run the path, and no work has asked for `current` yet.
  public func makeCurrent() {
    precondition(isSupported, "this processor cannot run the path")
    let isLate = KernelPath.choice.withLock { choice in
      if !choice.isTaken { choice.path = self }
      return choice.isTaken
    }
    precondition(!isLate || self == KernelPath.current, "work has begun on another path")
  }

  /// What was chosen, and whether `current` has been asked for since.
  private static let choice = Mutex<(path: KernelPath?, isTaken: Bool)>((nil, false))

  /// Whether this processor can run the path.
  public var isSupported: Bool { ck_supported(code) }

  /// The floats in one vector.
  public var vectorWidth: Int { Int(ck_vector_width(code)) }

  /// Finds a path by its name, so that a command can refuse a wrong request with a reason.
  ///
  /// - Parameter name: One of the case names, as in `FORECAST_KERNEL=avx2`.
  /// - Returns: The path, which this processor can run.
  /// - Throws: `KernelPathError` if no path has the name, or this processor cannot run it.
  public static func named(_ name: String) throws(KernelPathError) -> KernelPath {
    guard let path = KernelPath(rawValue: name) else { throw .unknown(name) }
    guard path.isSupported else { throw .unsupported(path) }
    return path
  }

  var code: Int32 {
    switch self {
    case .avx512: Int32(CK_AVX512)
    case .avx2: Int32(CK_AVX2)
    case .portable: Int32(CK_PORTABLE)
    }
  }

  /// Rounds a count up to whole vectors.
  ///
  /// - Parameter count: How many floats there are.
  /// - Returns: The floats of the vectors that hold them.
  public func padded(_ count: Int) -> Int {
    (count + vectorWidth - 1) / vectorWidth * vectorWidth
  }

  private static func readRequest() -> String? {
    guard let text = unsafe getenv(environmentVariable) else { return nil }
    let name = unsafe String(cString: text)
    return name.isEmpty ? nil : name
  }
}

/// Why a kernel path cannot be had.
public enum KernelPathError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No path has this name.
  case unknown(String)
  /// This processor lacks the path's instructions.
  case unsupported(KernelPath)

  /// What is wrong and what would be right, in one line.
  public var description: String {
    let supported = KernelPath.allCases.filter(\.isSupported).map(\.rawValue)
      .joined(separator: ", ")
    switch self {
    case .unknown(let name): return "unknown kernel path '\(name)'; this machine has \(supported)"
    case .unsupported(let path):
      return "this processor cannot run kernel path '\(path.rawValue)'; it has \(supported)"
    }
  }
}
