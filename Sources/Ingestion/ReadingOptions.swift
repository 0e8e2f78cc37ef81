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
    /// No column: each of several files is a series, named like the file (`--id @file`).
    case file

    /// The names in it, where it has several with commas between.
    var names: [String] {
      guard case .named(let text) = self else { return [] }
      return [text] + text.split(separator: ",").map { String($0).trimmingBlanks }
    }
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

  /// What happens to a line that cannot be read.
  public enum BadRowPolicy: String, Sendable, Hashable, CaseIterable {
    /// The first one ends the reading.
    case error
    /// It is left out, and told.
    case skip
  }

  /// What happens to the last step, which may still be under way.
  public enum PartialPolicy: String, Sendable, Hashable, CaseIterable {
    /// It stays, with a warning if it looks unfinished.
    case keep
    /// It is left out, finished or not.
    case drop
    /// It stays unless it looks unfinished, which is an error.
    case error
  }

  /// The column that tells series apart, or several of them with commas between (`--id`).
  public var identifier = Column.detected
  /// The column with the times, or several that are read as one, with commas between (`--time`).
  public var time = Column.detected
  /// The column to forecast (`--target`); nil to find it.
  public var target: String?
  /// Whether each numeric column is a series (`--wide`).
  public var isWide = false
  /// The separator (`--delimiter`); nil to find it.
  public var separator: UInt8?
  /// Whether several separators in a row count as one (`--delimiter blanks`).
  public var mergesSeparators = false
  /// Whether blanks that follow a separator are no part of the field (`--delimiter ', '`).
  public var skipsBlanks = false
  /// The byte around a field that holds a separator (`--quote`).
  public var quote = UInt8(ascii: "\"")
  /// The byte before a quote that belongs to the text (`--escape`); nil where it is doubled.
  public var escape: UInt8?
  /// The byte that begins a line which is no row (`--comment`); nil to find it above the header.
  public var comment: UInt8?
  /// Lines at the beginning of the file that are passed over (`--skip`).
  public var skippedLines = 0
  /// The names of the columns, in their order (`--columns`); nil for those of the file.
  public var columnNames: [String]?
  /// How the bytes stand for characters (`--encoding`); nil to find out.
  public var encoding: TextEncoding?
  /// Whether a field in quotes may hold line breaks (`--multiline`).
  public var isMultiline = false
  /// The byte between whole and fraction, `.` or `,`; nil to find it.
  public var decimalMark: UInt8?
  /// The character between the thousands of a number (`--thousands`), where a blank stands for blanks of any
  /// width; nil to find it.
  public var thousandsMark: Character?
  /// Texts around numbers that are taken off, such as a currency (`--strip`).
  public var strippedTexts: [String] = []
  /// Whether the first line names the columns; nil to find out.
  public var hasHeader: Bool?
  /// Cells that mean a missing value, besides the common ones (`--na`).
  public var missingMarks: [String] = []
  /// How times are written (`--date-format`): a pattern of `TimestampStyle`, where the empty one is an
  /// integer index; nil to find out.
  public var dateFormat: String?
  /// The zone whose clock the times show (`--tz`), such as `Europe/Berlin`; nil for a clock without one,
  /// which is never changed.
  public var timeZone: String?
  /// The step between rows (`--step`); nil to find it by vote.
  public var step: Frequency?
  /// Whether the step holds even where all rows are further apart, as the step of a saved model does;
  /// without, a step that most times would have no row for is refused.
  public var keepsStep = false
  /// What happens to several rows of one series and one time (`--duplicates`).
  public var duplicates = DuplicatePolicy.error
  /// How many threads read the file; the result does not depend on them.
  public var threads = 1
  /// Whether every line goes through libcsv, simple or not: the truth that the short way is held to.
  var readsEachRecord = false
  /// Bytes that a thread takes at once: with fields and values they fit into a processor's own cache.
  var chunkSize = 256 * 1_024
  /// Stretches of time that are read as if they had no values (`--ignore`), each `FROM:TO`.
  public var ignoredStretches: [String] = []
  /// What happens to the last step of the panel (`--partial`).
  public var partial = PartialPolicy.keep
  /// What happens to lines that cannot be read (`--bad-rows`).
  public var badRows = BadRowPolicy.error
  /// Whether a missing value or a missing row is an error (`--missing error`).
  public var refusesMissing = false

  /// Makes options that leave everything to be detected.
  public init() {}
}
