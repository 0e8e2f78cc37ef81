@testable import ForecastRecurrent
import Glibc
import Synchronization
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

/// Says stop when it has been asked so often.
private final class Patience: Sendable {
  private let left: Mutex<Int>

  init(_ count: Int) { left = Mutex(count) }

  func isOver() -> Bool {
    left.withLock { left in
      left -= 1
      return left < 0
    }
  }
}

@Suite struct TrainingJournalTests {
  private typealias Entries = [TrainingJournal.Place: TrainingJournal.Entry]

  private static let methods: [ForecastMethod] = {
    var patient = RecurrentSettings.tiny(epochs: 6)
    patient.patience = 2
    var dropping = RecurrentSettings.tiny(epochs: 5)
    (dropping.dropout, dropping.accumulation, dropping.memberCount) = (.perStep(0.3), 2, 3)
    return [
      .recurrent(.tiny()), .recurrent(patient), .recurrent(dropping),
      .automatic(AutomaticForecaster(settings: .tiny(), metricSeason: 4)),
    ]
  }()

  private func fit(
    _ method: ForecastMethod, threads: Int = 1, journal: TrainingJournal? = nil,
    stoppingAfter count: Int = .max
  ) throws -> ModelFit.Outcome {
    let patience = Patience(count)
    return try ModelFit(method: method, metricSeason: 4).run(
      seasonalPanel(),
      context: FitContext(
        seed: 5, threads: threads, shouldStop: { patience.isOver() }, journal: journal))
  }

  /// Everything that was learned, and the way there.
  private func text(_ outcome: ModelFit.Outcome) throws -> [[UInt64]] {
    let forecasts = try outcome.model.predict(horizon: 3, following: seasonalPanel())
    return forecasts.map(\.bits) + outcome.history.map(\.history.bits)
  }

  @Test(arguments: methods.indices)
  func `a fit that is stopped again and again ends with the same bits`(_ method: Int) throws {
    let method = Self.methods[method]
    let expected = try text(try fit(method))
    for (step, threads) in [(7, 1), (19, 2), (50, 3)] {
      var entries: Entries = [:]
      var stops = 0
      while true {
        let journal = TrainingJournal(resuming: entries)
        do {
          let outcome = try fit(
            method, threads: 1 + (threads + stops) % 3, journal: journal, stoppingAfter: step)
          let isSame = try text(outcome) == expected
          #expect(isSame)
          break
        } catch let error as ForecastingError {
          try #require(error.kind == .interrupted)
        }
        #expect(journal.isIdle)
        let kept = try FitCheckpoint(
          FitCheckpoint(of: fingerprint(method), entries: journal.entries).file, path: "x")
        // As a value of its own: a failure would else print every weight.
        let isKept = kept.entries == journal.entries
        #expect(isKept)
        entries = kept.entries
        stops += 1
        try #require(stops < 200)
      }
      #expect(stops > 0)
    }
  }

  private func fingerprint(_ method: ForecastMethod) -> FitFingerprint {
    FitFingerprint(
      of: ModelFit(method: method, metricSeason: 4), rows: seasonalPanel(), context: FitContext(),
      programVersion: "1")
  }

  @Test func `with all networks trained nothing is trained again`() throws {
    let first = TrainingJournal()
    let expected = try text(try fit(Self.methods[0], journal: first))
    #expect(first.counts.underWay == 0)
    // Two schedules or more are tried, then the held-out fit and the last one, two members each.
    #expect(first.counts.trained >= 8)
    let second = TrainingJournal(resuming: first.entries)
    // Asked once, it would stop.
    #expect(try text(try fit(Self.methods[0], journal: second, stoppingAfter: 0)) == expected)
  }

  @Test func `what is due is saved on the way, and can be taken up`() throws {
    let saved = Mutex<[Entries]>([])
    let journal = TrainingJournal(every: .zero) { entries in saved.withLock { $0.append(entries) } }
    let expected = try text(try fit(Self.methods[2], journal: journal))
    let all = saved.withLock(\.self)
    #expect(all.count > 20)
    let isLast = all.last == journal.entries
    #expect(isLast)
    for entries in [all[3], all[all.count / 2]] {
      let again = try fit(Self.methods[2], journal: TrainingJournal(resuming: entries))
      #expect(try text(again) == expected)
    }
  }

  @Test func `a saving that takes longer than the interval is not followed by the next at once`()
    throws
  {
    let waits = Mutex<[Duration]>([])
    let ended = Mutex<ContinuousClock.Instant?>(nil)
    let journal = TrainingJournal(every: .milliseconds(20)) { _ in
      if let last = ended.withLock(\.self) {
        waits.withLock { $0.append(ContinuousClock().now - last) }
      }
      usleep(50_000)
      ended.withLock { $0 = ContinuousClock().now }
    }
    let place = TrainingJournal.Place(run: 1, member: 1)
    let result = TrainingResult(history: TrainingHistory(), ending: .finished)
    let network = try #require(try fit(Self.methods[0]).network).networks[0]
    while waits.withLock(\.count) < 3 {
      journal.end(place, network: network, result: result)
    }
    #expect(waits.withLock { $0.allSatisfy { $0 >= .milliseconds(20) } })
  }

  @Test func `batches in other parts begin anew, networks of another size too`() throws {
    let plan = TrainingPlan(epochs: 1, loss: .meanSquared)
    let place = TrainingJournal.Place(run: 1, member: 1)
    let journal = TrainingJournal(resuming: [
      place: .underWay(words: Words(), blocks: [:], parts: 2)
    ])
    #expect(journal.begin(place, plan: plan, parameterCount: 8, parts: 1) == nil)
    #expect(journal.begin(place, plan: plan, parameterCount: 8, parts: 2) == nil)
    #expect(!journal.isIdle)
    let result = TrainingResult(history: TrainingHistory(), ending: .finished)
    let other = TrainingJournal(resuming: [place: .trained(parameters: [1], result: result)])
    var network = try #require(
      try fit(Self.methods[0], journal: nil).network
    ).networks[0]
    #expect(other.takeTrained(&network, at: place) == nil)
  }
}

extension ModelFit.Outcome {
  fileprivate var network: FittedRecurrent? {
    if case .recurrent(let fitted) = model { fitted } else { nil }
  }
}

extension TrainingHistory {
  /// Every number of every pass; NaN equals itself here.
  fileprivate var bits: [UInt64] {
    TrainingResult(history: self, ending: .finished).words.all
  }
}
