import ArgumentParser
import ForecastIngestion
import ForecastSeries

/// How a data file is read, where it is not to be found out.
struct DataOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The column that tells series apart.", valueName: "column"))
  var id: String?

  @Option(help: ArgumentHelp("The column with the times.", valueName: "column"))
  var time: String?

  @Option(help: ArgumentHelp("The column to forecast.", valueName: "column"))
  var target: String?

  @Flag(help: "Each numeric column is a series.")
  var wide = false

  @Option(help: ArgumentHelp("The separator: a character, or 'tab'.", valueName: "character"))
  var delimiter: String?

  @Option(help: ArgumentHelp("The decimal mark: '.' or ','.", valueName: "character"))
  var decimal: String?

  @Flag(help: "The first line holds data, not names.")
  var noHeader = false

  @Option(
    name: .customLong("na"), parsing: .singleValue,
    help: ArgumentHelp(
      "A further text that means a missing value; may be repeated.", valueName: "text"))
  var missingMarks: [String] = []

  @Option(help: ArgumentHelp("How times are written, such as yyyy-MM-dd.", valueName: "pattern"))
  var dateFormat: String?

  @Option(
    help: ArgumentHelp("The step between rows: hour, 15min, day, week, month, …", valueName: "step")
  )
  var step: String?

  @Option(
    help: ArgumentHelp(
      "Rows of one series and time: error, first, last or mean.", valueName: "policy"))
  var duplicates = "error"

  @Option(
    help: ArgumentHelp(
      "Missing values: \(MissingValuePolicy.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "policy"))
  var missing = "mask"

  /// The policy for missing values.
  func missingPolicy() throws(UsageError) -> MissingValuePolicy {
    guard let policy = MissingValuePolicy(rawValue: missing) else {
      throw UsageError(
        "--missing '\(missing)' is unknown",
        hint: "one of " + MissingValuePolicy.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return policy
  }

  /// What the reader is told.
  func readingOptions() throws(UsageError) -> ReadingOptions {
    var options = ReadingOptions()
    if let id { options.identifier = .named(id) }
    if let time { options.time = .named(time) }
    options.target = target
    options.isWide = wide
    options.separator = try delimiter.map { (text) throws(UsageError) in
      try DataOptions.character(text, option: "--delimiter")
    }
    options.decimalMark = try decimal.map { (text) throws(UsageError) in
      guard text == "." || text == "," else {
        throw UsageError("--decimal '\(text)' is neither '.' nor ','", hint: "--decimal ,")
      }
      return try DataOptions.character(text, option: "--decimal")
    }
    if noHeader { options.hasHeader = false }
    options.missingMarks = missingMarks
    options.dateFormat = dateFormat
    options.step = try step.map { (text) throws(UsageError) in
      guard let frequency = Frequency(parsing: text) else {
        throw UsageError(
          "--step '\(text)' is no step", hint: "--step hour, 15min, day, week, month, quarter, year"
        )
      }
      return frequency
    }
    guard let policy = ReadingOptions.DuplicatePolicy(rawValue: duplicates) else {
      throw UsageError(
        "--duplicates '\(duplicates)' is unknown", hint: "one of error, first, last, mean")
    }
    options.duplicates = policy
    options.refusesMissing = try missingPolicy() == .error
    return options
  }

  private static func character(_ text: String, option: String) throws(UsageError) -> UInt8 {
    if text == "tab" || text == "\\t" { return UInt8(ascii: "\t") }
    guard let byte = text.utf8.first, text.utf8.count == 1 else {
      throw UsageError("\(option) '\(text)' is not a single character", hint: "\(option) ';'")
    }
    return byte
  }
}
