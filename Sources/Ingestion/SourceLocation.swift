/// Where something stands in an input file.
///
/// The column is the number of the field, counted from 1, as a person counts in a spreadsheet; a
/// position in bytes would change with every longer value before it.
public struct SourceLocation: Sendable, Hashable, CustomStringConvertible {
  /// The file as the user named it.
  public let file: String
  /// The physical line, counted from 1; nil where the whole file is meant.
  public let line: Int?
  /// The number of the field within its line, counted from 1; nil where the whole line is meant.
  public let column: Int?

  /// Makes a location.
  public init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = line == nil ? nil : column
  }

  /// What a path is called in messages.
  static func name(of path: String) -> String { path == "-" ? "standard input" : path }

  /// The location as compilers print it: `data.csv:1042:3`.
  public var description: String {
    ([QuotedCell.printable(file)] + [line, column].compactMap { $0 }.map(String.init)).joined(
      separator: ":")
  }
}
