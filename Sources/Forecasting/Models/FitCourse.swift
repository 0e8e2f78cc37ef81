import Synchronization

/// How fast a fit goes and what it left out, remembered over all of its parts.
final class FitCourse: Sendable {
  private struct State: Sendable {
    var secondsPerBatch: [Int: Double] = [:]
    var secondsPerForecast: [String: Double] = [:]
    var leftOut: [String] = []
  }

  private let state = Mutex(State())

  /// Remembers how long so many networks, trained as memory and threads allow, took for a batch each.
  func measured(secondsPerBatch seconds: Double, networks: Int) {
    state.withLock { $0.secondsPerBatch[networks] = seconds }
  }

  /// Seconds for one batch of each of so many networks; nil where none were trained.
  func secondsPerBatch(networks: Int) -> Double? {
    state.withLock { $0.secondsPerBatch[networks] }
  }

  /// Remembers how long a rule takes for one forecast of each series.
  func measured(secondsPerForecast seconds: Double, of rule: Baseline) {
    state.withLock { $0.secondsPerForecast[rule.name] = seconds }
  }

  /// Seconds for one forecast of each series; 0 for a rule that costs nothing or was not measured.
  func secondsPerForecast(of rule: Baseline) -> Double {
    state.withLock { $0.secondsPerForecast[rule.name] } ?? 0
  }

  /// Remembers what there was no time for, once.
  func leaveOut(_ what: String) {
    state.withLock { state in
      if !state.leftOut.contains(what) { state.leftOut.append(what) }
    }
  }

  /// What there was no time for, in the order in which it was missed.
  var leftOut: [String] { state.withLock(\.leftOut) }
}

extension RecurrentSettings {
  /// Lowers the passes so that a whole schedule ends in time: a rate that has come down leaves better
  /// weights than a schedule cut short.
  ///
  /// - Parameters:
  ///   - context: when training has to end, and how fast it has been.
  ///   - batches: the batches of one pass.
  mutating func shorten(toFit context: FitContext, batches: Int) {
    guard let deadline = context.trainingDeadline, let passes = chosenEpochs, passes > 0,
      let seconds = context.course.secondsPerBatch(networks: memberCount), seconds > 0
    else { return }
    let affordable = deadline.secondsLeft / (seconds * Double(max(batches, 1)))
    guard affordable < Double(passes) else { return }
    let shorter = max(0, Int(affordable))
    context.course.leaveOut("\(shorter) instead of \(passes) passes")
    (chosenEpochs, epochs) = (shorter, max(1, shorter))
  }
}

extension FitContext {
  /// Seconds for one forecast of each series by a costly rule; 0 for anything else.
  func expectedSeconds(of model: FittedModel) -> Double {
    guard case .baseline(let fitted) = model else { return 0 }
    return course.secondsPerForecast(of: fitted.baseline)
  }
}
