import ForecastIngestion
import ForecastSeries

/// Reading options as a model keeps them, so that `predict` reads a newer file the same way.
enum StoredReading {
  static func stored(
    _ options: ReadingOptions, missing: MissingValuePolicy, furtherPaths: [String] = []
  ) -> [String: String] {
    var stored: [String: String] = [
      "duplicates": options.duplicates.rawValue, "missing": missing.rawValue,
      "wide": String(options.isWide),
    ]
    stored["id"] = text(of: options.identifier)
    stored["time"] = text(of: options.time)
    stored["target"] = options.target
    stored["separator"] = options.separator.map { String(UnicodeScalar($0)) }
    if options.mergesSeparators { stored["merges-separators"] = "true" }
    if options.skipsBlanks { stored["skips-blanks"] = "true" }
    if options.isMultiline { stored["multiline"] = "true" }
    if options.skippedLines > 0 { stored["skip"] = String(options.skippedLines) }
    if options.quote != ReadingOptions().quote {
      stored["quote"] = String(UnicodeScalar(options.quote))
    }
    stored["escape"] = options.escape.map { String(UnicodeScalar($0)) }
    stored["comment"] = options.comment.map { String(UnicodeScalar($0)) }
    stored["thousands"] = options.thousandsMark.map { String($0) }
    stored["encoding"] = options.encoding?.rawValue
    if options.badRows != .error { stored["bad-rows"] = options.badRows.rawValue }
    for (index, name) in (options.columnNames ?? []).enumerated() {
      stored["column.\(index)"] = name
    }
    for (index, text) in options.ignoredStretches.enumerated() {
      stored["ignore.\(index)"] = text
    }
    for (index, text) in options.strippedTexts.enumerated() { stored["strip.\(index)"] = text }
    stored["decimal-mark"] = options.decimalMark.map { String(UnicodeScalar($0)) }
    stored["header"] = options.hasHeader.map { String($0) }
    stored["date-format"] = options.dateFormat
    stored["tz"] = options.timeZone
    if options.partial != .keep { stored["partial"] = options.partial.rawValue }
    stored["step"] = options.step?.description
    for (index, path) in furtherPaths.enumerated() { stored["file.\(index)"] = path }
    for (index, mark) in options.missingMarks.enumerated() { stored["na.\(index)"] = mark }
    return stored
  }

  /// The files behind the first one.
  static func furtherPaths(in stored: [String: String]) -> [String] { list("file", in: stored) }

  /// The options that were kept; the step holds, however far apart the new rows are.
  static func options(
    from stored: [String: String]
  ) -> (options: ReadingOptions, missing: MissingValuePolicy) {
    var options = ReadingOptions()
    options.threads = ModelOptions.processorCount
    options.identifier = column(stored["id"])
    options.time = column(stored["time"])
    options.target = stored["target"]
    options.isWide = stored["wide"] == "true"
    options.separator = stored["separator"]?.utf8.first
    options.decimalMark = stored["decimal-mark"]?.utf8.first
    options.hasHeader = stored["header"].map { $0 == "true" }
    options.dateFormat = stored["date-format"]
    options.timeZone = stored["tz"]
    options.partial =
      stored["partial"].flatMap { ReadingOptions.PartialPolicy(rawValue: $0) } ?? .keep
    options.step = stored["step"].flatMap { Frequency(parsing: $0) }
    options.keepsStep = true
    options.duplicates =
      stored["duplicates"].flatMap { ReadingOptions.DuplicatePolicy(rawValue: $0) } ?? .error
    options.mergesSeparators = stored["merges-separators"] == "true"
    options.skipsBlanks = stored["skips-blanks"] == "true"
    options.isMultiline = stored["multiline"] == "true"
    options.skippedLines = stored["skip"].flatMap { Int($0) } ?? 0
    if let quote = stored["quote"]?.utf8.first { options.quote = quote }
    options.escape = stored["escape"]?.utf8.first
    options.comment = stored["comment"]?.utf8.first
    options.thousandsMark = stored["thousands"]?.first
    options.encoding = stored["encoding"].flatMap { TextEncoding(rawValue: $0) }
    options.badRows =
      stored["bad-rows"].flatMap { ReadingOptions.BadRowPolicy(rawValue: $0) } ?? .error
    let names = list("column", in: stored)
    options.columnNames = names.isEmpty ? nil : names
    options.ignoredStretches = list("ignore", in: stored)
    options.strippedTexts = list("strip", in: stored)
    options.missingMarks = list("na", in: stored)
    let missing = stored["missing"].flatMap { MissingValuePolicy(rawValue: $0) } ?? .mask
    options.refusesMissing = missing == .error
    return (options, missing)
  }

  /// Texts that are numbered from 0.
  private static func list(_ key: String, in stored: [String: String]) -> [String] {
    var texts: [String] = []
    while let text = stored["\(key).\(texts.count)"] { texts.append(text) }
    return texts
  }

  /// A name after a colon; nothing after it where there is no such column.
  private static func text(of column: ReadingOptions.Column) -> String? {
    switch column {
    case .detected: nil
    case .absent: "absent"
    case .file: "file"
    case .named(let name): "column:\(name)"
    }
  }

  private static func column(_ text: String?) -> ReadingOptions.Column {
    guard let text else { return .detected }
    if text == "file" { return .file }
    return text.hasPrefix("column:") ? .named(String(text.dropFirst(7))) : .absent
  }
}
