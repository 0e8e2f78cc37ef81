import ForecastSeries
import Glibc

/// Where the states of a smoothing begin: a classical decomposition, then a line through the first rows.
///
/// As in R's forecast package and in statsforecast: at least three seasons are decomposed by a centred
/// moving average; fewer by a line and one harmonic; the line goes through the first ten values, or two
/// seasons, of what the season leaves. One start serves all forms of the same season.
struct SmoothingStart {
  /// Level and growth where there is a trend.
  let line: (level: Double, growth: Double)
  /// The level where there is none.
  let mean: Double
  /// The season's part at positions 1 … m − 1; empty where there is none.
  let season: [Double]

  /// Fits the start of a series.
  ///
  /// - Parameters:
  ///   - values: the series without gaps; all positive for a multiplicative season.
  ///   - length: the season length m, in steps.
  ///   - kind: how the season enters.
  init(_ values: [Double], season length: Int, kind: SmoothingForm.Part) {
    var adjusted = values
    var season: [Double] = []
    if kind != .none {
      let pattern =
        values.count < 3 * length
        ? Self.harmonic(values, season: length, kind: kind)
        : Self.decomposed(values, season: length, kind: kind)
      season = Array(pattern[1..<length])
      for index in values.indices {
        let part = pattern[index]
        adjusted[index] =
          kind == .additive ? values[index] - part : values[index] / max(part, Self.leastFactor)
      }
      if kind == .multiplicative {
        season = season.map { max($0, Self.leastFactor) }
        if season.reduce(0, +) > Double(length) {
          let sum = season.reduce(0) { $0 + $1 + Self.leastFactor }
          season = season.map { $0 / sum }
        }
      }
    }
    self.season = season
    let count = min(max(10, kind == .none ? 2 : 2 * length), adjusted.count)
    let first = adjusted.prefix(count)
    mean = first.reduce(0, +) / Double(count)
    let middle = Double(count + 1) / 2
    var products = 0.0
    var squares = 0.0
    for (index, value) in first.enumerated() {
      let time = Double(index + 1) - middle
      products += time * (value - mean)
      squares += time * time
    }
    let slope = squares > 0 ? products / squares : 0
    let level = mean - slope * middle
    // A first forecast of exactly zero has no relative error.
    let isZero = abs(level + slope) < 1e-8
    line = isZero ? (level * (1 + 1e-3), slope * (1 - 1e-3)) : (level, slope)
  }

  /// No factor of a season is less.
  private static let leastFactor = 1e-2

  /// The mean of what a centred moving average leaves, by position, once for each value.
  private static func decomposed(
    _ values: [Double], season: Int, kind: SmoothingForm.Part
  ) -> [Double] {
    let trend = SeasonalIndices.centredMovingAverage(values, season: season)
    var sums = [Double](repeating: 0, count: season)
    var counts = [Double](repeating: 0, count: season)
    for (index, average) in trend.enumerated() {
      let position = index + season / 2
      let left = kind == .additive ? values[position] - average : values[position] / average
      sums[position % season] += left
      counts[position % season] += 1
    }
    let raw = zip(sums, counts).map { $0 / $1 }
    let mean = raw.reduce(0, +) / Double(season)
    let indices = raw.map { kind == .additive ? $0 - mean : $0 / mean }
    return values.indices.map { indices[$0 % season] }
  }

  /// What a line leaves that was fitted together with one sine and one cosine.
  private static func harmonic(
    _ values: [Double], season: Int, kind: SmoothingForm.Part
  ) -> [Double] {
    // The sine of a season of two is zero everywhere.
    let columns = season == 2 ? 3 : 4
    let rows = values.indices.map { index in
      let time = Double(index + 1)
      let angle = 2 * Double.pi * time / Double(season)
      return [1, time, cos(angle), sin(angle)]
    }
    var matrix = [[Double]](
      repeating: [Double](repeating: 0, count: columns + 1), count: columns)
    for (row, value) in zip(rows, values) {
      for first in 0..<columns {
        for second in 0..<columns { matrix[first][second] += row[first] * row[second] }
        matrix[first][columns] += row[first] * value
      }
    }
    let solution = solve(&matrix)
    return zip(rows, values).map { row, value in
      let trend = solution[0] + solution[1] * row[1]
      return kind == .additive ? value - trend : value / trend
    }
  }

  /// Gauss and Jordan with the largest pivot of each column; a column without one gets zero.
  private static func solve(_ matrix: inout [[Double]]) -> [Double] {
    let count = matrix.count
    var solution = [Double](repeating: 0, count: count)
    for column in 0..<count {
      let best = (column..<count).max { abs(matrix[$0][column]) < abs(matrix[$1][column]) }
      guard let best, abs(matrix[best][column]) > 1e-12 else { continue }
      matrix.swapAt(column, best)
      for row in 0..<count where row != column {
        let factor = matrix[row][column] / matrix[column][column]
        for other in column...count { matrix[row][other] -= factor * matrix[column][other] }
      }
    }
    for row in 0..<count where abs(matrix[row][row]) > 1e-12 {
      solution[row] = matrix[row][count] / matrix[row][row]
    }
    return solution
  }
}
