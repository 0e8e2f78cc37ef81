/// Why a forecast could not be made.
///
/// Each is a fault of the data or of a model file, never of the code.
public struct ForecastingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of fault it is; the command's exit code follows from it.
  public enum Kind: Sendable, Equatable {
    /// The data cannot be forecast: too short, or not what the model knows.
    case data
    /// A model that is damaged, foreign or from a newer release.
    case model
    /// A result that is no finite number.
    case notFinite
    /// Training would take more memory than it may.
    case memory
    /// The caller asked to stop.
    case interrupted
  }

  /// What kind of fault it is.
  public let kind: Kind
  /// What is wrong, in one line.
  public let message: String
  /// How to mend it.
  public let hint: String?

  /// Makes an error.
  public init(_ kind: Kind, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  /// The message with its remedy, as the command prints it.
  public var description: String { hint.map { "\(message); hint: \($0)" } ?? message }
}
