import ForecastForecasting
import ForecastSeries

/// How far the data may go on before a model is fitted anew: `7d` of their own time, or rows.
///
/// The data's time, not the clock's: the same data make the same decision whenever the job runs.
enum RefitRequest: Equatable {
  case never
  case rows(Int)
  case seconds(Int, text: String)

  /// Reads `7d`, `24` or `never`.
  init(parsing text: String) throws(UsageError) {
    if text == "never" {
      self = .never
    } else if let rows = Int(text), rows > 0 {
      self = .rows(rows)
    } else if Int(text) == nil, let span = TimeSpan(parsing: text) {
      self = .seconds(span.seconds, text: text)
    } else {
      throw UsageError(
        "--refit-every '\(text)' is neither a time nor a number of rows",
        hint: "--refit-every 7d, 24 or never")
    }
  }

  /// Why a model is to be fitted anew, given how far the data have gone on; nil where it is not.
  func reason(for growth: DataGrowth, isCounted: Bool) throws(UsageError) -> String? {
    if case .never = self { return nil }
    guard case .grown(let rows, let seconds) = growth else {
      return "the last row of the fit is not near the end of the data any more"
    }
    switch self {
    case .never: return nil
    case .rows(let most):
      return rows >= most ? "\(Rounded.counted(rows, "row")) have come since the fit" : nil
    case .seconds(let most, let text):
      guard !isCounted else {
        throw UsageError(
          "--refit-every \(text) needs times, and the data only count their rows",
          hint: "--refit-every 24 for rows")
      }
      return seconds >= most ? "\(text) of data have come since the fit" : nil
    }
  }
}
