import ForecastRecurrent
import Synchronization
import Testing

@testable import ForecastForecasting
@testable import ForecastSeries

@Suite struct MemberTrainingTests {
  private let panel = seasonalPanel(4)

  private func trained(
    _ settings: RecurrentSettings, context: FitContext
  ) throws -> MemberTraining.Result {
    try MemberTraining(
      settings: settings, windows: windows(panel, settings),
      limits: panel.indices.map { panel[$0].count }, stage: "test"
    ).run(context: context)
  }

  private var settings: RecurrentSettings {
    var settings = RecurrentSettings.tiny(epochs: 3)
    settings.memberCount = 3
    return settings
  }

  @Test(arguments: [2, 3, 4, 7])
  func `any number of threads gives the same networks and the same course`(
    _ threads: Int
  ) throws {
    let one = try trained(settings, context: FitContext(seed: 8, threads: 1))
    let many = try trained(settings, context: FitContext(seed: 8, threads: threads))
    #expect(one.networks.map(\.parameters) == many.networks.map(\.parameters))
    #expect(one.history.map(\.history) == many.history.map(\.history))
    #expect(many.history.map(\.member) == [1, 2, 3])
    #expect(many.history.allSatisfy { $0.stage == "test" })
  }

  @Test func `members differ, and a member is the same among fewer`() throws {
    let three = try trained(settings, context: FitContext(seed: 8))
    var fewer = settings
    fewer.memberCount = 2
    let two = try trained(fewer, context: FitContext(seed: 8))
    #expect(Set(three.networks.map(\.parameters)).count == 3)
    #expect(two.networks.map(\.parameters) == three.networks.prefix(2).map(\.parameters))
  }

  @Test func `training stops after the chosen passes, on the whole schedule`() throws {
    var cut = settings
    cut.chosenEpochs = 2
    let whole = try trained(settings, context: FitContext(seed: 8))
    let part = try trained(cut, context: FitContext(seed: 8))
    for (long, short) in zip(whole.history, part.history) {
      #expect(Array(long.history.epochs.prefix(2)) == short.history.epochs)
    }
  }

  @Test(arguments: [DropoutRule.perStep(0.5), .perSequence(0.5)])
  func `what is left out depends on seed and member, not on threads`(_ rule: DropoutRule) throws {
    var some = settings
    some.dropout = rule
    let one = try trained(some, context: FitContext(seed: 8))
    let many = try trained(some, context: FitContext(seed: 8, threads: 7))
    #expect(one.networks.map(\.parameters) == many.networks.map(\.parameters))
    let all = try trained(settings, context: FitContext(seed: 8))
    #expect(zip(one.networks, all.networks).allSatisfy { $0.parameters != $1.parameters })
  }

  /// The same updates from the same rows; only the order of the sums differs, by a float rounding of
  /// each, which training carries on.
  @Test func `a batch in parts gives nearly the same networks, the same for any threads`() throws {
    let panel = ForecastingTests.panel((0..<24).map { seasonalValues($0, count: 48 - $0) })
    var large = settings
    large.batchSize = 24
    func trained(_ context: FitContext) throws -> [[Float]] {
      try MemberTraining(
        settings: large, windows: windows(panel, large),
        limits: panel.indices.map { panel[$0].count }, stage: "test"
      ).run(context: context).networks.map(\.parameters)
    }
    let sizes = PassSizes(limits: panel.indices.map { panel[$0].count }, settings: large)
    func plan(_ context: FitContext) throws -> MemoryPlan {
      try MemoryPlan(settings: large, sizes: sizes, networks: 3, context: context)
    }
    let limit = try plan(FitContext()).memory.total - 1
    #expect(try plan(FitContext(memoryLimit: limit)).parts > 1)
    let whole = try trained(FitContext(seed: 8))
    let parts = try trained(FitContext(seed: 8, memoryLimit: limit))
    #expect(try trained(FitContext(seed: 8, threads: 7, memoryLimit: limit)) == parts)
    for (one, other) in zip(whole.joined(), parts.joined()) { #expect(abs(one - other) < 1e-4) }
  }

  @Test func `progress ends at one`() throws {
    let shares = SharedList()
    _ = try trained(
      settings, context: FitContext(seed: 8, threads: 2, report: { shares.append($0.share) }))
    #expect(shares.all.count == 9)
    #expect(shares.all.max() == 1)
    #expect(Set(shares.all).count == 9)
  }

  /// Nine passes of two batches are asked about; the clock goes on by one second at each look.
  @Test func `members that would not be finished in time are left out`() throws {
    let whole = try trained(settings, context: FitContext(seed: 8))
    let deadline = TestClock(tick: .seconds(1)).deadline(after: 16)
    let cut = try trained(settings, context: FitContext(seed: 8, deadline: deadline))
    #expect(cut.isCut && !whole.isCut)
    #expect((1...2).contains(cut.networks.count) && cut.history.count == cut.networks.count)
    #expect(
      cut.networks.map(\.parameters)
        == whole.networks.prefix(cut.networks.count).map(\.parameters))
  }

  @Test func `a first member that is not finished has the weights so far`() throws {
    let none = try trained(
      settings, context: FitContext(seed: 8, deadline: TestClock().deadline(after: -1)))
    #expect(none.isCut && none.networks.count == 1 && none.history[0].history.epochs.isEmpty)
    let deadline = TestClock(tick: .seconds(1)).deadline(after: 4)
    let some = try trained(settings, context: FitContext(seed: 8, deadline: deadline))
    #expect(some.isCut && some.networks.count == 1)
    #expect(some.networks[0].parameters != none.networks[0].parameters)
  }

  @Test func `a stop is an error`() throws {
    let calls = SharedList()
    let context = FitContext(
      threads: 2,
      shouldStop: {
        calls.append(0)
        return calls.all.count > 5
      })
    #expect(forecastingError { _ = try trained(settings, context: context) }?.kind == .interrupted)
    let stopped = FitContext(deadline: TestClock().deadline(after: 1), shouldStop: { true })
    #expect(forecastingError { _ = try trained(settings, context: stopped) }?.kind == .interrupted)
  }
}

/// Numbers from any thread.
private final class SharedList: Sendable {
  private let values = Mutex<[Double]>([])

  func append(_ value: Double) { values.withLock { $0.append(value) } }

  var all: [Double] { values.withLock { $0 } }
}
