public import ForecastRecurrent
import Synchronization

/// What a fit has trained so far, so that another run of the same fit can go on from it.
///
/// A fit trains its networks one stage after the other, always in the same order, and all else that it does
/// follows from the data and from these networks. So it is enough to keep networks by their place in that
/// order: the other run does everything again except the training. Members do not depend on each other,
/// so that each may be kept at a moment of its own.
public final class TrainingJournal: Sendable {
  /// A network's place in a fit.
  public struct Place: Hashable, Sendable {
    /// The training, counted from 1 over all stages.
    let run: Int
    /// The member, from 1.
    let member: Int
  }

  /// What is kept of a network.
  public enum Entry: Sendable, Hashable {
    /// It is trained: its weights, and how that went.
    case trained(parameters: [Float], result: TrainingResult)
    /// It is in training: a state in parts, and into how many parts each batch is cut.
    case underWay(words: Words, blocks: [String: [Float]], parts: Int)
  }

  private struct State: Sendable {
    var entries: [Place: Entry]
    var runs = 0
    /// When each network that is trained now was last kept.
    var working: [Place: ContinuousClock.Instant] = [:]
    /// When the last saving ended; nil while one is under way.
    var saved: ContinuousClock.Instant?
  }

  private let state: Mutex<State>
  private let interval: Duration?
  private let save: @Sendable ([Place: Entry]) -> Void

  /// Makes a journal.
  ///
  /// - Parameters:
  ///   - entries: what an earlier run has trained.
  ///   - interval: how much time after the last saving what there is gets saved; nil for never.
  ///   - save: saves it; called by any of the threads that train.
  public init(
    resuming entries: [Place: Entry] = [:], every interval: Duration? = nil,
    save: @escaping @Sendable ([Place: Entry]) -> Void = { _ in }
  ) {
    state = Mutex(State(entries: entries, saved: ContinuousClock().now))
    self.interval = interval
    self.save = save
  }

  /// All that has been kept.
  public var entries: [Place: Entry] { state.withLock(\.entries) }

  /// Whether no network is in training, so that nothing newer can be had by waiting.
  public var isIdle: Bool { state.withLock(\.working.isEmpty) }

  /// How many networks are trained, and how many are under way.
  public var counts: (trained: Int, underWay: Int) {
    let entries = self.entries
    let trained = entries.values.count {
      if case .trained = $0 { true } else { false }
    }
    return (trained, entries.count - trained)
  }

  // MARK: Training

  /// Counts the next training of a fit.
  func beginRun() -> Int {
    state.withLock { state in
      state.runs += 1
      return state.runs
    }
  }

  /// Gives a network the weights that an earlier run has trained for its place.
  ///
  /// - Returns: how its training went; nil where it is still to be trained.
  func takeTrained(_ network: inout RecurrentNetwork, at place: Place) -> TrainingResult? {
    guard case .trained(let parameters, let result) = state.withLock({ $0.entries[place] }),
      parameters.count == network.parameters.count
    else { return nil }
    network.parameters = parameters
    return result
  }

  /// Notes that a training begins.
  ///
  /// - Parameters:
  ///   - place: the network's place.
  ///   - plan: how it is trained.
  ///   - parameterCount: the floats of its layout.
  ///   - parts: into how many parts each batch is cut; with others a state has another meaning.
  /// - Returns: where an earlier run stood; nil to begin at the beginning.
  func begin(
    _ place: Place, plan: TrainingPlan, parameterCount: Int, parts: Int
  ) -> TrainingState? {
    let entry = state.withLock { state in
      state.working[place] = ContinuousClock().now
      return state.entries[place]
    }
    guard case .underWay(var words, let blocks, let then) = entry, then == parts else {
      return nil
    }
    return TrainingState(
      plan: plan, parameterCount: parameterCount, words: &words, blocks: blocks)
  }

  /// Keeps the states of a training.
  func keeper(of place: Place, parts: Int) -> TrainingState.Keeper {
    TrainingState.Keeper(
      isDue: { [self] in
        guard let interval, let kept = state.withLock({ $0.working[place] }) else {
          return false
        }
        return ContinuousClock().now - kept >= interval
      },
      keep: { [self] training in
        // What has learned nothing yet is no loss.
        guard training.epoch > 0 || training.batch > 0 else { return }
        let blocks = training.blocks.filter { !$0.values.isEmpty }
        let entry = Entry.underWay(
          words: training.words,
          blocks: Dictionary(uniqueKeysWithValues: blocks.map { ($0.name, $0.values) }),
          parts: parts)
        state.withLock { state in
          state.entries[place] = entry
          state.working[place] = ContinuousClock().now
        }
        saveIfDue()
      })
  }

  /// Notes that a training has ended.
  func end(_ place: Place, network: RecurrentNetwork, result: TrainingResult) {
    state.withLock { state in
      state.working[place] = nil
      // One that was stopped has handed over its state.
      guard result.ending != .interrupted, result.ending != .outOfTime else { return }
      state.entries[place] = .trained(parameters: network.parameters, result: result)
    }
    if result.ending != .interrupted { saveIfDue() }
  }

  /// Saves what there is an interval after the last saving ended: on a disk that takes longer than that to
  /// write, a fit would else do nothing but save.
  private func saveIfDue() {
    guard let interval else { return }
    let entries: [Place: Entry]? = state.withLock { state in
      guard let saved = state.saved, ContinuousClock().now - saved >= interval else { return nil }
      state.saved = nil
      return state.entries
    }
    guard let entries else { return }
    save(entries)
    state.withLock { $0.saved = ContinuousClock().now }
  }
}
