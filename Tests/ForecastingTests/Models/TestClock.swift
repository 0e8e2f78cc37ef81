import Synchronization

@testable import ForecastForecasting

/// A clock that stands still, or goes on by as much at each look.
final class TestClock: Sendable {
  private let gone = Mutex<Duration>(.zero)
  private let start = ContinuousClock().now
  private let tick: Duration

  init(tick: Duration = .zero) { self.tick = tick }

  /// A deadline so many seconds after the clock's start.
  func deadline(after seconds: Double) -> FitDeadline {
    FitDeadline(at: start + .seconds(seconds)) { [self] in
      gone.withLock { time in
        defer { time += tick }
        return start + time
      }
    }
  }
}
