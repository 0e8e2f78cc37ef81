/// The names by which columns are known, and the names that the output needs for itself.
enum ColumnNames {
  static let identifiers = ["unique_id", "item_id", "series_id"]
  /// Names of an id only where its values repeat: a table's row number is often called so.
  static let likelyIdentifiers = ["id", "series"]
  /// Names of what has a series of its own; of an id only where the rows show it.
  static let owners: Set<String> = [
    "store", "store_id", "shop", "shop_id", "sensor", "sensor_id", "station", "station_id",
    "device",
    "device_id", "meter", "meter_id", "item", "product", "product_id", "sku", "site", "site_id",
    "region",
    "symbol", "ticker", "host", "customer", "customer_id",
  ]
  static let targets = ["y", "target", "value", "_value", "obs_value"]
  /// Names of a time column, the surest first.
  static let times = [
    "ds", "timestamp", "datetime", "date_time", "date time", "time", "_time", "date", "time_period",
    "observation_date", "ref_date", "day", "week", "month", "quarter", "year", "hour", "period",
    "datum", "fecha",
  ]
  /// Names of a time column only where its integers count: `t` is a temperature as often.
  static let likelyTimes = ["step", "index", "t"]
  /// Names of a column that may hold the time of day in digits alone.
  static let clocks = TimeColumns.Unit.hour.names.union(["time", "hhmm", "clock", "uhrzeit"])
  /// Names of a first column that may number the rows.
  static let rowLabels = ["id", "row", "rownames", "rowname", "no", "no.", "nr", "nr.", "index"]
  /// Whether a name in lower case is one that is known.
  static func isKnown(_ key: String) -> Bool {
    [identifiers, likelyIdentifiers, targets, times, likelyTimes].contains { $0.contains(key) }
  }
  /// Whether the output has a column of this name itself.
  static func isReserved(_ name: String) -> Bool {
    name == "forecast" || name == "method" || name == "cutoff" || name.hasPrefix("forecast-lo-")
      || name.hasPrefix("forecast-hi-")
  }

  /// Names in quotes, at most a dozen of them.
  static func listing(_ names: [String]) -> String {
    let shown = names.prefix(12).map { QuotedCell.quoting($0) }.joined(separator: ", ")
    return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
  }

  /// The name that looks most like the one looked for, if one does.
  static func nearest(to name: String, in names: [String]) -> String? {
    let wanted = Array(name.lowercased())
    let best = names.prefix(200).map { ($0, distance(wanted, Array($0.lowercased()))) }
      .min { $0.1 < $1.1 }
    guard let best, best.1 <= max(2, wanted.count / 3), best.1 < wanted.count else { return nil }
    return best.0
  }

  /// Levenshtein's distance: how many letters to put in, take out or change.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let change = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}
