public import ForecastSeries

/// What the user says about a file; everything else is detected.
///
/// ``PanelReading/resolvedOptions`` is the other direction: what was detected, said as options, so that
/// a saved model can read the same columns of a newer file.
public struct ReadingOptions: Sendable, Hashable {
  /// Which column plays a part.
  public enum Column: Sendable, Hashable {
    /// Found by its name, or else by what it holds.
    case detected
    /// No column: there is a single series, or rows are only counted.
    case absent
    /// The column of this name.
    case named(String)
  }

  /// What happens to several rows of one series and one time.
  public enum DuplicatePolicy: String, Sendable, Hashable, CaseIterable {
    /// They are an error.
    case error
    /// The first row of the file counts.
    case first
    /// The last row of the file counts.
    case last
    /// Their mean counts; missing values are left out of it.
    case mean
  }

  /// The column that tells series apart (`--id`).
  public var identifier = Column.detected
  /// The column with the times (`--time`).
  public var time = Column.detected
  /// The column to forecast (`--target`); nil to find it.
  public var target: String?
  /// Whether each numeric column is a series (`--wide`).
  public var isWide = false
  /// The separator; nil to find it.
  public var separator: UInt8?
  /// The byte between whole and fraction, `.` or `,`; nil to find it.
  public var decimalMark: UInt8?
  /// Whether the first line names the columns; nil to find out.
  public var hasHeader: Bool?
  /// Cells that mean a missing value, besides the common ones (`--na`).
  public var missingMarks: [String] = []
  /// How times are written (`--date-format`): a pattern of `TimestampStyle`, where the empty one is an
  /// integer index; nil to find out.
  public var dateFormat: String?
  /// The step between rows (`--step`); nil to find it by vote.
  public var step: Frequency?
  /// Whether the step holds even where all rows are further apart, as the step of a saved model does;
  /// without, a step that most times would have no row for is refused.
  public var keepsStep = false
  /// What happens to several rows of one series and one time (`--duplicates`).
  public var duplicates = DuplicatePolicy.error
  /// Whether a missing value or a missing row is an error (`--missing error`).
  public var refusesMissing = false

  /// Makes options that leave everything to be detected.
  public init() {}
}
