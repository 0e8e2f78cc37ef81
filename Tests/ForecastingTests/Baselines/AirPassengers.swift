import Foundation

/// The passengers of eleven years, the twelfth left to forecast.
func airPassengers() throws -> [Double] {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  let table = try String(
    contentsOf: root.appending(path: "datasets/air-passengers.csv"), encoding: .utf8)
  let values = table.split(separator: "\n").dropFirst().compactMap { line in
    line.split(separator: ",").last.flatMap { Double($0) }
  }
  return Array(values.prefix(132))
}

/// The largest relative difference of two forecasts.
func relativeDifference(_ forecast: [Double], _ expected: [Double]) -> Double {
  guard forecast.count == expected.count else { return .infinity }
  return zip(forecast, expected).reduce(0) { max($0, abs($1.0 - $1.1) / abs($1.1)) }
}
