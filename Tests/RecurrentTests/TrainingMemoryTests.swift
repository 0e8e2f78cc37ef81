import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

struct TrainingMemoryTests {
  private func plan(_ change: (inout TrainingPlan) -> Void = { _ in }) -> TrainingPlan {
    var plan = TrainingPlan(epochs: 1, loss: .meanSquared, schedule: .constant(1e-3))
    change(&plan)
    return plan
  }

  /// Every float that a step of training holds, counted by looking.
  private func held(
    _ example: Case, _ plan: TrainingPlan, threads: Int
  ) -> (parameters: Int, lanes: Int, workers: Int, batch: Int) {
    var network = example.network
    var workspace = Workspace(for: network.layout, threads: threads)
    var state = StepState(plan: plan, parameterCount: network.layout.count)
    _ = state.step(&network, on: example.batch, workspace: &workspace)
    let moments = floats(in: state)
    let parts = workspace.parts.reduce(0) { $0 + $1.weights.count + $1.transposed.count }
    // The best state so far, beside the network itself.
    let copies = 2 * network.parameters.count
    return (
      4 * (moments + parts + copies + workspace.gradients.count),
      4 * workspace.lanes.reduce(0) { $0 + $1.gradients.count },
      4 * workspace.workers.reduce(0) { $0 + floats(in: $1) },
      4 * floats(in: example.batch)
    )
  }

  /// The floats in all arrays of a value.
  private func floats(in value: Any) -> Int {
    if let floats = value as? AlignedFloats { return floats.count }
    if let floats = value as? [Float] { return floats.count }
    let mirror = Mirror(reflecting: value)
    guard [.struct, .collection, .optional].contains(mirror.displayStyle) else { return 0 }
    return mirror.children.reduce(0) { sum, child in
      child.label == "layout" || child.label == "plan" ? sum : sum + floats(in: child.value)
    }
  }

  @Test func `the formula counts what a step holds`() {
    let plans = [
      plan(), plan { $0.optimizer = .sgd(momentum: 0.9) }, plan { $0.accumulation = 2 },
      plan { $0.dropout = .perStep(0.2) }, plan { $0.dropout = .perSequence(0.2) },
      plan { $0.truncation = Truncation(steps: 5) }, plan { $0.optimizer = .rmsprop() },
    ]
    for cell in RecurrentCell.allCases {
      for (rows, isBidirectional) in [(1, false), (32, false), (32, true), (200, false)] {
        for plan in plans where plan.truncation == nil || !isBidirectional {
          let example = Case(
            loss: .meanSquared, hidden: 17, rows: rows, steps: 12, cell: cell, hasResidual: true,
            isBidirectional: isBidirectional)
          for threads in [1, 2] {
            let memory = TrainingMemory(
              of: example.network.shape, plan: plan, rows: rows, steps: 12, threads: threads)
            let held = held(example, plan, threads: threads)
            #expect(memory.parameters == held.parameters)
            #expect(memory.lanes == held.lanes)
            #expect(memory.batch == held.batch)
            #expect(memory.workers == held.workers)
          }
        }
      }
    }
  }

  @Test func `the largest pass counts, wherever it is`() {
    // 200 rows make lanes of 12, which pass at once, and of 13, which pass in two.
    #expect(LanePlan.largestPass(rows: 200) == 12)
    #expect(LanePlan.largestPass(rows: 208) == 7)
    #expect((1...6).map { LanePlan.largestPass(rows: $0) } == [1, 2, 3, 4, 5, 6])
    #expect(LanePlan.largestPass(rows: 7) == 4)
  }

  @Test func `a batch is cut into as few parts as fit`() throws {
    let shape = NetworkShape(inputSize: 24, hiddenSize: 32, layerCount: 2, outputSize: 12)
    func total(_ parts: Int) -> Int {
      let plan = plan { $0.accumulation = parts }
      return TrainingMemory(of: shape, plan: plan, rows: 64 / parts, steps: 700).total
    }
    func parts(_ limit: Int) -> Int? {
      TrainingMemory.parts(
        of: shape, plan: plan(), rows: 64, steps: 700, threads: 1, limit: limit)
    }
    #expect(parts(total(1)) == 1)
    let halves = try #require(parts(total(1) - 1))
    #expect(halves > 1)
    #expect(total(64) < total(1))
    #expect(parts(total(64)) != nil)
    #expect(parts(1000) == nil)
  }
}
