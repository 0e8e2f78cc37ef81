/// The whole schedules that compete for the number of passes, each twice as long as the one before.
///
/// A quarter and a half of the planned passes are tried first; the search goes on in the direction in
/// which the held-out loss falls, as long as it falls. Whole schedules, because a rate that has come
/// down leaves better weights than a schedule cut short; few of them, because a few candidates cannot
/// be lucky as often as two hundred passes.
struct PassLadder {
  /// The numbers of passes, rising.
  let rungs: [Int]
  /// Where the search began.
  private let start: Int
  /// The loss of each rung that was tried.
  private var losses: [Int: Double] = [:]
  private var last: Int?
  private var best: Int?

  /// The ladder of some planned passes.
  ///
  /// - Parameter planned: the longest schedule; 0 where there is no time for a pass.
  init(planned: Int) {
    rungs =
      planned == 0 ? [0] : Set([32, 16, 8, 4, 2, 1].map { max(1, planned / $0) }).sorted()
    start = max(0, rungs.count - 3)
  }

  /// The passes of the next schedule; nil where the search is over.
  var next: Int? {
    guard let last, let best else { return losses.isEmpty ? rungs[start] : nil }
    let candidate: Int
    if last > start {
      candidate = best == last ? last + 1 : best == start ? start - 1 : rungs.endIndex
    } else if last < start {
      candidate = best == last ? last - 1 : rungs.endIndex
    } else {
      candidate = start + 1 < rungs.count ? start + 1 : start - 1
    }
    return rungs.indices.contains(candidate) ? rungs[candidate] : nil
  }

  /// Notes what a schedule left on the held-out windows.
  ///
  /// - Parameters:
  ///   - loss: the held-out loss; what is no number is the worst.
  ///   - passes: a rung.
  /// - Returns: whether it is the best so far.
  mutating func note(loss: Double, of passes: Int) -> Bool {
    guard let rung = rungs.firstIndex(of: passes) else {
      preconditionFailure("\(passes) passes are no rung")
    }
    last = rung
    losses[rung] = loss.isNaN ? .infinity : loss
    guard let before = best, let lowest = losses[before] else {
      best = rung
      return true
    }
    let isBetter =
      rung > before ? loss < lowest * PassLadder.tie : loss * PassLadder.tie < lowest
    if isBetter { best = rung }
    return isBetter
  }

  /// Losses within this factor count as equal, and the longer schedule wins: the training that follows
  /// has more rows to learn from.
  private static let tie = 1.005

  /// The most passes that a search takes in all.
  static func mostPasses(planned: Int) -> Int {
    PassLadder(planned: planned).rungs.suffix(3).reduce(0, +)
  }

  /// The most schedules that a search tries.
  static let mostSchedules = 5
}
