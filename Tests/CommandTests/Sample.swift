import Foundation

/// Small CSV files.
enum Sample {
  /// A season of twelve on a slope, with two decimals.
  static func value(_ index: Int) -> String {
    let season = [0.0, 5, 8.66, 10, 8.66, 5, 0, -5, -8.66, -10, -8.66, -5]
    return String(format: "%.2f", 100 + Double(index) + season[index % 12])
  }

  static func month(_ index: Int) -> String {
    "\(2000 + index / 12)-\(twoDigits(index % 12 + 1))"
  }

  static func twoDigits(_ number: Int) -> String { String(format: "%02d", number) }

  /// `month,sales`: one series without an id.
  static func monthly(rows: Int = 48) -> String {
    table("month,sales", (0..<rows).map { "\(month($0)),\(value($0))" })
  }

  /// The same with one row put in another's place.
  static func monthly(rows: Int = 36, replacing index: Int, by row: String) -> String {
    var lines = (0..<rows).map { "\(month($0)),\(value($0))" }
    lines[index] = row
    return table("month,sales", lines)
  }

  /// `store,month,sales`: several series.
  static func panel(_ stores: [String] = ["north", "south"], rows: Int = 36) -> String {
    table(
      "store,month,sales",
      stores.flatMap { store in (0..<rows).map { "\(store),\(month($0)),\(value($0))" } })
  }

  /// Rows under a header, each with its line end.
  static func table(_ header: String, _ rows: [String]) -> String {
    ([header] + rows).map { $0 + "\n" }.joined()
  }

  /// Options of a fit that takes milliseconds.
  static let quick = "--method seasonal-naive"

  /// Options of a fit of a network that takes tenths of a second.
  static let network = "--method lstm --epochs 3 --members 1 --hidden 8"
}
