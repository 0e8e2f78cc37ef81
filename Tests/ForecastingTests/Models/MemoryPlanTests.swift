import Testing

@testable import ForecastForecasting
@testable import ForecastRecurrent
@testable import ForecastSeries

@Suite struct MemoryPlanTests {
  private let settings: RecurrentSettings = {
    var settings = RecurrentSettings.tiny()
    settings.batchSize = 100
    return settings
  }()

  private func plan(
    threads: Int = 1, networks: Int = 5, limit: Int? = nil, settings: RecurrentSettings? = nil
  ) throws -> MemoryPlan {
    let settings = settings ?? self.settings
    return try MemoryPlan(
      settings: settings,
      sizes: PassSizes(limits: [Int](repeating: 48, count: 100), settings: settings),
      networks: networks, context: FitContext(threads: threads, memoryLimit: limit))
  }

  @Test func `without a limit all threads work, on as many networks as there are`() throws {
    let wide = try plan(threads: 12)
    #expect(wide.sideBySide == 5 && wide.threadsEach == 2 && wide.parts == 1)
    #expect(wide.rows == 100 && wide.steps == 30 && wide.limit == nil)
    let narrow = try plan(threads: 3)
    #expect(narrow.sideBySide == 3 && narrow.threadsEach == 1)
    #expect(narrow.total == 3 * narrow.memory.total)
    #expect(
      narrow.memory
        == TrainingMemory(of: settings.networkShape, plan: settings.plan(), rows: 100, steps: 30))
  }

  @Test func `a limit that all fit under changes nothing`() throws {
    let free = try plan(threads: 12)
    let limited = try plan(threads: 12, limit: free.total)
    #expect(limited.sideBySide == 5 && limited.threadsEach == 2 && limited.parts == 1)
    #expect(limited.memory == free.memory)
  }

  @Test func `under a limit fewer networks train at a time, then a batch is cut`() throws {
    let one = try plan().memory.total
    let two = try plan(threads: 12, limit: 2 * one)
    #expect(two.sideBySide == 2 && two.parts == 1 && two.total <= 2 * one)
    let single = try plan(threads: 12, limit: one)
    #expect(single.sideBySide == 1 && single.threadsEach == 1 && single.parts == 1)
    let cut = try plan(threads: 12, limit: one - 1)
    #expect(cut.sideBySide == 1 && cut.parts > 1 && cut.total < one)
  }

  @Test func `more memory gives no more parts, and the threads have no say`() throws {
    let least = try plan(limit: 1 << 40).memory.total
    var before = Int.max
    for share in 5...10 {
      let limit = least * share / 10
      guard let plan = try? plan(limit: limit) else { continue }
      #expect(plan.parts <= before && plan.total <= limit)
      for threads in [2, 7, 40] {
        let other = try self.plan(threads: threads, limit: limit)
        #expect(other.parts == plan.parts && other.total <= limit)
      }
      before = plan.parts
    }
    #expect(before == 1)
  }

  @Test func `what no single sequence has room in is refused, and what is said is enough`() throws {
    let error = try #require(forecastingError { _ = try plan(limit: 4_096) })
    #expect(error.kind == .memory)
    let match = try #require(
      error.description.wholeMatch(
        of:
          #/training on a single sequence of 30 steps needs (\w+), and 4K is the most that may be taken; hint: --max-memory (\w+), or a smaller --hidden or --layers/#
      ))
    #expect(match.1 == match.2)
    let needed = try #require(ByteCount(parsing: String(match.1))?.bytes)
    #expect(try plan(limit: needed).total <= needed)
    #expect(forecastingError { _ = try plan(limit: needed * 9 / 10) }?.kind == .memory)
  }

  @Test func `gradients that flow back less far take less`() throws {
    var short = settings
    short.truncationSteps = 5
    #expect(try plan(settings: short).memory.workers < plan().memory.workers)
  }
}
