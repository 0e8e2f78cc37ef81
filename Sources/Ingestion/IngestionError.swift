public import ForecastStorage

/// Why an input cannot be read: the place, what is wrong, and how to mend it.
///
/// It prints as one line, `data.csv:1042:3: 'n/a' is not a number (column 'y'); hint: --na n/a`.
public struct IngestionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What sort of fault it is; the command's exit code follows from it.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Options that contradict each other or cannot be understood.
    case usage
    /// The bytes are no CSV that can be read safely.
    case structure
    /// A cell cannot be read as what its column holds.
    case value
    /// The columns do not say, or do not match, what they are.
    case schema
    /// The times of the rows form no regular series.
    case time
    /// There is nothing to learn from: no rows, or no value in them.
    case empty
    /// The file cannot be opened or read; ``IngestionError/storageError`` says more.
    case storage
  }

  /// What sort of fault it is.
  public let kind: Kind
  /// Where it is; nil where no file is to blame.
  public let location: SourceLocation?
  /// What is wrong, in one sentence without a full stop.
  public let message: String
  /// What to add or change; nil where nothing general helps.
  public let hint: String?
  /// The line as it stands in the file, where it was kept for a file of rejects.
  package var text: [UInt8] = []
  /// The failure of the file itself, where that is the reason.
  public let storageError: StorageError?

  /// Makes an error.
  public init(
    _ kind: Kind, _ message: String, at location: SourceLocation? = nil, hint: String? = nil
  ) {
    self.kind = kind
    self.location = location
    self.message = message
    self.hint = hint
    storageError = nil
  }

  /// Makes the error of a file that cannot be opened or read.
  public init(_ error: StorageError) {
    kind = .storage
    location = SourceLocation(file: SourceLocation.name(of: error.path))
    message = error.message
    hint = error.hint
    storageError = error
  }

  /// Whether the file's content is at fault, rather than the options or the way to the file.
  var isOfContent: Bool { kind != .usage && kind != .storage }

  /// The whole line that a person sees, without the program's name.
  public var description: String {
    let place = location.map { "\($0): " } ?? ""
    return place + message + (hint.map { "; hint: \($0)" } ?? "")
  }
}
