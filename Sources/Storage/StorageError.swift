/// A file that could not be read or written: what went wrong, where, and how to mend it.
///
/// It is the only error this module throws for files. ``kind`` lets a caller choose an exit code, the
/// texts are for people; both are part of the interface and are tested whole.
public struct StorageError: Error, Sendable, Equatable {
  /// What sort of failure it was, so that a caller can decide without reading the text.
  public enum Kind: Sendable, Equatable, CaseIterable {
    /// The file, or a folder on the way to it, is not there.
    case notFound
    /// The system refused the access.
    case notPermitted
    /// The name to be read belongs to a folder.
    case isDirectory
    /// The output cannot be made at this place.
    case cannotCreate
    /// Reading or writing failed half way: disk full, device error, size limit.
    case inputOutput
    /// The content is not what it should be.
    case damaged
    /// The content is larger than the reader's limit.
    case tooLarge
    /// The file is changing now; a later attempt may succeed.
    case busy
    /// The reader of a pipe has gone, which is a normal end for a program in a pipeline.
    case brokenPipe
  }

  /// What sort of failure it was.
  public let kind: Kind

  /// The file's name as the user gave it.
  public let path: String

  /// What was wrong, in a few words, without the path.
  public let message: String

  /// What the user can do about it, where there is something to do.
  public let hint: String?

  /// Creates an error from its parts.
  public init(kind: Kind, path: String, message: String, hint: String? = nil) {
    self.kind = kind
    self.path = path
    self.message = message
    self.hint = hint
  }
}

extension StorageError: CustomStringConvertible {
  /// The whole error in one line: `model.safetensors: no such file; hint: …`.
  ///
  /// Control characters of a file's name are shown as `\u{…}`, so that a name cannot write to the
  /// terminal or start a new log line.
  public var description: String {
    let place = path == "-" ? "standard input" : Self.printable(path)
    guard let hint else { return "\(place): \(message)" }
    return "\(place): \(message); hint: \(hint)"
  }

  /// Text with its control characters made visible.
  package static func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.properties.generalCategory == .control {
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
