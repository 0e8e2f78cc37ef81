import ForecastKit

/// Values as a row of small bars between the least and the greatest of a range.
func bars(_ values: some Sequence<Double>, in range: ClosedRange<Double>) -> String {
  let marks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  let width = range.upperBound - range.lowerBound
  return String(
    values.map { value in
      guard value.isFinite, width > 0 else { return " " }
      let share = min(1, max(0, (value - range.lowerBound) / width))
      return marks[Int((share * 7).rounded())]
    })
}

/// One line a step: the interval as a bar, `o` the median, `x` what came, `*` where both meet.
func chart(
  _ window: ScoredWindow, level: Double, style: TimestampStyle, width: Int = 64
) -> String {
  let forecast = window.forecast
  guard let interval = forecast.intervals.first(where: { $0.level == level }) else { return "" }
  let all = (interval.lower + interval.upper + window.actuals).filter(\.isFinite)
  guard let least = all.min(), let greatest = all.max(), greatest > least else { return "" }
  func column(_ value: Double) -> Int {
    Int(((value - least) / (greatest - least) * Double(width - 1)).rounded())
  }
  return (0..<forecast.horizon).map { step in
    var line = [Character](repeating: " ", count: width)
    for place in column(interval.lower[step])...column(interval.upper[step]) { line[place] = "─" }
    let said = column(forecast.median[step])
    line[said] = "o"
    if window.actuals[step].isFinite {
      let came = column(window.actuals[step])
      line[came] = came == said ? "*" : "x"
    }
    let end = line.lastIndex { $0 != " " } ?? 0
    return style.string(from: forecast.axis.timestamp(at: step)) + "  " + String(line[...end])
  }.joined(separator: "\n")
}
