import ArgumentParser
import ForecastIngestion
import ForecastSeries

/// How a data file is read, where it is not to be found out.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The column that tells series apart, or several: region,product; none for a single series, @file for one a file.",
      valueName: "columns"))
  var id: String?

  @Option(
    help: ArgumentHelp(
      "The column with the times; a day and a clock, or year,month,day,hour; none to count the rows.",
      valueName: "columns"))
  var time: String?

  @Option(help: ArgumentHelp("The column to forecast.", valueName: "column"))
  var target: String?

  @Flag(help: "Each numeric column is a series.")
  var wide = false

  @Option(
    help: ArgumentHelp(
      "The separator: a character, ', ' with a blank behind each, 'tab', or 'blanks' for several as one.",
      valueName: "character"))
  var delimiter: String?

  @Option(help: ArgumentHelp("The mark around fields (default: \").", valueName: "character"))
  var quote: String?

  @Option(
    help: ArgumentHelp(
      "The mark before a quote inside a field (default: the quote is doubled).",
      valueName: "character"))
  var escape: String?

  @Flag(help: "A field in quotes may hold line breaks.")
  var multiline = false

  @Option(
    help: ArgumentHelp(
      "The text's encoding: \(TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "name"))
  var encoding: String?

  @Option(help: ArgumentHelp("Pass over the first lines of the file.", valueName: "lines"))
  var skip = 0

  @Option(help: ArgumentHelp("The mark of lines that are no rows.", valueName: "character"))
  var comment: String?

  @Option(
    help: ArgumentHelp(
      "The names of the columns, in their order, in place of the file's: date,shop,sales.",
      valueName: "names"))
  var columns: String?

  @Option(help: ArgumentHelp("The decimal mark: '.' or ','.", valueName: "character"))
  var decimal: String?

  @Option(
    help: ArgumentHelp(
      "The mark between thousands; ' ' for blanks of any width.", valueName: "character"))
  var thousands: String?

  @Option(
    name: .customLong("strip"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A text to take off the numbers, such as a currency; may be repeated.", valueName: "text"))
  var strippedTexts: [String] = []

  @Flag(help: "The first line holds data, not names.")
  var noHeader = false

  @Option(
    name: .customLong("na"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A further text that means a missing value; may be repeated.", valueName: "text"))
  var missingMarks: [String] = []

  @Option(help: ArgumentHelp("How times are written, such as yyyy-MM-dd.", valueName: "pattern"))
  var dateFormat: String?

  @Option(
    help: ArgumentHelp(
      "The zone whose clock the times show, changes of the clock included: Europe/Berlin.",
      valueName: "zone"))
  var tz: String?

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
      "The last step, which may be under way still: keep, drop, or error if it looks unfinished.",
      valueName: "policy"))
  var partial = "keep"

  @Option(
    help: ArgumentHelp(
      "Lines that cannot be read: error or skip.", valueName: "policy"))
  var badRows = "error"

  @Option(
    help: ArgumentHelp(
      "Write the lines that were skipped as CSV: line, column, kind, reason, text.",
      valueName: "path"))
  var rejects: String?

  @Option(
    name: .customLong("ignore"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A stretch of times, FROM:TO, that is read as if it had no values; may be repeated.",
      valueName: "stretch"))
  var ignoredStretches: [String] = []

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
    if let id {
      options.identifier = id == "@file" ? .file : id == "none" ? .absent : .named(id)
    }
    if let time { options.time = time == "none" ? .absent : .named(time) }
    options.target = target
    options.isWide = wide
    if delimiter == "blanks" {
      (options.separator, options.mergesSeparators) = (0x20, true)
    } else if let text = delimiter, text.utf8.count == 2, text.hasSuffix(" "), text != "  " {
      (options.separator, options.skipsBlanks) = (text.utf8.first, true)
    } else {
      options.separator = try delimiter.map { (text) throws(UsageError) in
        try DataOptions.character(text, option: "--delimiter")
      }
    }
    try takeLines(into: &options)
    options.decimalMark = try decimal.map { (text) throws(UsageError) in
      guard text == "." || text == "," else {
        throw UsageError("--decimal '\(text)' is neither '.' nor ','", hint: "--decimal ,")
      }
      return try DataOptions.character(text, option: "--decimal")
    }
    if noHeader { options.hasHeader = false }
    options.missingMarks = missingMarks
    options.dateFormat = dateFormat
    options.timeZone = tz
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

  /// What the options say about lines and numbers.
  private func takeLines(into options: inout ReadingOptions) throws(UsageError) {
    if let quote { options.quote = try DataOptions.character(quote, option: "--quote") }
    options.escape = try escape.map { (text) throws(UsageError) in
      try DataOptions.character(text, option: "--escape")
    }
    options.comment = try comment.map { (text) throws(UsageError) in
      try DataOptions.character(text, option: "--comment")
    }
    options.thousandsMark = try thousands.map { (text) throws(UsageError) in
      guard let mark = text.first, text.count == 1 else {
        throw UsageError("--thousands '\(text)' is not a single character", hint: "--thousands ' '")
      }
      return mark
    }
    guard skip >= 0 else { throw UsageError("--skip \(skip) is negative", hint: "--skip 1") }
    options.skippedLines = skip
    options.strippedTexts = strippedTexts
    options.ignoredStretches = ignoredStretches
    options.isMultiline = multiline
    options.encoding = try encoding.map { (text) throws(UsageError) in
      try OptionValue.choice(text, "--encoding")
    }
    if let columns {
      let names = columns.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard !names.contains(""), Set(names).count == names.count else {
        throw UsageError(
          "--columns '\(columns)' has an empty name, or one twice", hint: "--columns date,sales")
      }
      options.columnNames = names
    }
    options.threads = ModelOptions.processorCount
    options.partial = try OptionValue.choice(partial, "--partial")
    options.badRows = try OptionValue.choice(badRows, "--bad-rows")
    if rejects != nil, options.badRows == .error {
      throw UsageError("--rejects goes with --bad-rows skip", hint: "--bad-rows skip")
    }
  }

  private static func character(_ text: String, option: String) throws(UsageError) -> UInt8 {
    if text == "tab" || text == "\\t" { return UInt8(ascii: "\t") }
    guard let byte = text.utf8.first, text.utf8.count == 1 else {
      throw UsageError("\(option) '\(text)' is not a single character", hint: "\(option) ';'")
    }
    return byte
  }
}
