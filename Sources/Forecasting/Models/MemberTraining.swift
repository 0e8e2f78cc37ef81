import ForecastRecurrent
import ForecastSeries
import ForecastStorage
import Synchronization

/// Trains the members of an ensemble: as many side by side as there are threads, and several threads
/// for each where members are fewer.
///
/// Members differ in their seed only. Each depends on nothing but its number, so the networks are the
/// same for any number of threads.
struct MemberTraining {
  let settings: RecurrentSettings
  let windows: WindowedPanel
  let limits: [Int]
  let stage: String
  /// What the members begin as; nil for random weights.
  var start: FineTuning?

  struct Result {
    let networks: [RecurrentNetwork]
    let history: [ModelFit.StagedHistory]
    /// Whether the time was over before all members had made all passes.
    var isCut = false
  }

  /// One member: what it begins as and what comes of it.
  private struct Member: Sendable {
    var network: RecurrentNetwork
    var result: TrainingResult?
  }

  func run(context: FitContext) throws(ForecastingError) -> Result {
    let count = settings.memberCount
    var members = (0..<count).map { number in
      if let start { return Member(network: start.networks[number]) }
      var random = RandomSource(seed: context.seed, stream: MemberTraining.stream(of: number))
      return Member(network: RecurrentNetwork(shape: settings.networkShape, using: &random))
    }
    let passes = settings.chosenEpochs ?? settings.epochs
    let finished = Mutex(0)
    let total = count * max(passes, 1)
    let sizes = PassSizes(limits: limits, settings: settings)
    let batches = sizes.batches
    let room = try MemoryPlan(
      settings: settings, sizes: sizes, networks: count, context: context)
    let deadline = context.trainingDeadline
    let journal = context.journal, run = journal?.beginRun() ?? 0
    var (done, isCut, secondsOfWave) = (0, false, 0.0)
    for first in stride(from: 0, to: count, by: room.sideBySide) {
      // Fewer members that are finished are better than more that are not.
      if first > 0, let deadline, deadline.secondsLeft < secondsOfWave {
        isCut = true
        break
      }
      let start = deadline?.now()
      var wave = Array(members[first..<min(first + room.sideBySide, count)])
      // A last wave of fewer members has more threads for each, unless memory is short.
      let each =
        room.limit == nil ? max(1, context.threads / wave.count) : room.threadsEach
      SideBySide.forEach(&wave, threads: wave.count) { index, member in
        let place = TrainingJournal.Place(run: run, member: first + index + 1)
        if let result = journal?.takeTrained(&member.network, at: place) {
          member.result = result
          finished.withLock { $0 += passes }
          return
        }
        let seed = context.seed &+ UInt64(first + index + 1) &* 0x9E37_79B9_7F4A_7C15
        var source = TrainingWindows(
          windows, limits: limits, settings: settings, seed: seed, parts: room.parts)
        var plan = settings.plan(seed: seed, parts: room.parts)
        plan.epochLimit = passes
        let state = journal?.begin(
          place, plan: plan, parameterCount: member.network.layout.count, parts: room.parts)
        finished.withLock { $0 += state?.epoch ?? 0 }
        let result = Trainer(plan: plan, threads: each).train(
          &member.network, on: &source,
          progress: { record in
            let done = finished.withLock { value in
              value += 1
              return value
            }
            context.report(
              FitContext.Progress(
                stage: stage, share: Double(done) / Double(total), loss: record.trainingLoss))
          }, shouldStop: context.shouldStop, isOutOfTime: { deadline?.hasPassed ?? false },
          from: state, keeper: journal?.keeper(of: place, parts: room.parts))
        journal?.end(place, network: member.network, result: result)
        member.result = result
      }
      members.replaceSubrange(first..<(first + wave.count), with: wave)
      if wave.contains(where: { $0.result?.ending == .outOfTime }) {
        isCut = true
        if first == 0 { done = wave.count }
        break
      }
      done = first + wave.count
      if let start, let deadline { secondsOfWave = (deadline.now() - start) / .seconds(1) }
    }
    let results = members.compactMap(\.result)
    if results.contains(where: { $0.ending == .interrupted }) {
      throw ForecastingError(.interrupted, "the fit was stopped")
    }
    if !isCut, deadline != nil, passes > 0 {
      let waves = (count + room.sideBySide - 1) / room.sideBySide
      context.course.measured(
        secondsPerBatch: secondsOfWave * Double(waves)
          / Double(passes * max(batches, 1)), networks: count)
    }
    let history = results.prefix(done).enumerated().map { number, result in
      ModelFit.StagedHistory(stage: stage, member: number + 1, history: result.history)
    }
    return Result(
      networks: members.prefix(done).map(\.network), history: history, isCut: isCut)
  }

  /// Streams of the seed: a member's first weights come from its own.
  private static func stream(of member: Int) -> UInt64 { 1 << 32 | UInt64(member) }
}
