/// How the columns of the input are called and how its times are written.
///
/// A forecast is written with the reader's own names and date style, so that it can be put below the
/// data it continues.
public struct PanelSchema: Sendable, Hashable {
  /// The id column's name; nil where the file has a single unnamed series.
  public let identifierColumn: String?
  /// The time column's name; nil where rows are only counted.
  public let timeColumn: String?
  /// The target column's name; nil where each column is a series (wide files).
  public let targetColumn: String?
  /// How times are written.
  public let timestampStyle: TimestampStyle

  /// Makes a schema.
  public init(
    identifierColumn: String?, timeColumn: String?, targetColumn: String?,
    timestampStyle: TimestampStyle
  ) {
    self.identifierColumn = identifierColumn
    self.timeColumn = timeColumn
    self.targetColumn = targetColumn
    self.timestampStyle = timestampStyle
  }
}
