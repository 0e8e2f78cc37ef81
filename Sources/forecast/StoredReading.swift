import ForecastIngestion
import ForecastSeries

/// Reading options as a model keeps them, so that `predict` reads a newer file the same way.
enum StoredReading {
  static func stored(
    _ options: ReadingOptions, missing: MissingValuePolicy
  ) -> [String: String] {
    var stored: [String: String] = [
      "duplicates": options.duplicates.rawValue, "missing": missing.rawValue,
      "wide": String(options.isWide),
    ]
    stored["id"] = text(of: options.identifier)
    stored["time"] = text(of: options.time)
    stored["target"] = options.target
    stored["separator"] = options.separator.map { String(UnicodeScalar($0)) }
    stored["decimal-mark"] = options.decimalMark.map { String(UnicodeScalar($0)) }
    stored["header"] = options.hasHeader.map { String($0) }
    stored["date-format"] = options.dateFormat
    stored["step"] = options.step?.description
    for (index, mark) in options.missingMarks.enumerated() { stored["na.\(index)"] = mark }
    return stored
  }

  /// The options that were kept; the step holds, however far apart the new rows are.
  static func options(
    from stored: [String: String]
  ) -> (options: ReadingOptions, missing: MissingValuePolicy) {
    var options = ReadingOptions()
    options.identifier = column(stored["id"])
    options.time = column(stored["time"])
    options.target = stored["target"]
    options.isWide = stored["wide"] == "true"
    options.separator = stored["separator"]?.utf8.first
    options.decimalMark = stored["decimal-mark"]?.utf8.first
    options.hasHeader = stored["header"].map { $0 == "true" }
    options.dateFormat = stored["date-format"]
    options.step = stored["step"].flatMap { Frequency(parsing: $0) }
    options.keepsStep = true
    options.duplicates =
      stored["duplicates"].flatMap { ReadingOptions.DuplicatePolicy(rawValue: $0) } ?? .error
    var index = 0
    while let mark = stored["na.\(index)"] {
      options.missingMarks.append(mark)
      index += 1
    }
    let missing = stored["missing"].flatMap { MissingValuePolicy(rawValue: $0) } ?? .mask
    options.refusesMissing = missing == .error
    return (options, missing)
  }

  /// A name after a colon; nothing after it where there is no such column.
  private static func text(of column: ReadingOptions.Column) -> String? {
    switch column {
    case .detected: nil
    case .absent: "absent"
    case .named(let name): "column:\(name)"
    }
  }

  private static func column(_ text: String?) -> ReadingOptions.Column {
    guard let text else { return .detected }
    return text.hasPrefix("column:") ? .named(String(text.dropFirst(7))) : .absent
  }
}
