import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

struct WorkspaceTests {
  @Test func `lanes and passes cut rows evenly and leave none out`() {
    for rows in 1...400 {
      let lanes = (0..<LanePlan.laneCount(rows: rows)).map { LanePlan.lane($0, rows: rows) }
      #expect(lanes.flatMap { Array($0) } == Array(0..<rows))
      #expect(
        lanes.count == min(LanePlan.mostLanes, (rows + LanePlan.laneRows - 1) / LanePlan.laneRows))
      let sizes = lanes.map(\.count)
      #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
      for lane in lanes {
        let passes = (0..<LanePlan.passCount(of: lane)).map { LanePlan.pass($0, of: lane) }
        #expect(passes.flatMap { Array($0) } == Array(lane))
        #expect(passes.allSatisfy { (1...LanePlan.passRows).contains($0.count) })
      }
    }
  }

  @Test func `lanes follow the batch and keep nothing of a larger one`() {
    let network = Case(loss: .meanSquared).network
    var workspace = Workspace(for: network.layout)
    for rows in [200, 3, 3, 40] {
      workspace.cut(rows: rows)
      #expect(
        workspace.lanes[..<workspace.laneCount].map(\.rows)
          == (0..<LanePlan.laneCount(rows: rows)).map { LanePlan.lane($0, rows: rows) })
    }
  }

  @Test func `parameters are taken as the kernels read them`() {
    let example = Case(loss: .meanSquared)
    let layout = example.network.layout
    var workspace = Workspace(for: layout, threads: 2)
    #expect(workspace.workers.count == 2)
    workspace.load(example.network, transposing: false)
    let flat = workspace.parts.flatMap { $0.weights.floats(0..<$0.weights.count) }
    #expect(flat == example.network.parameters)
    #expect(workspace.parts.allSatisfy { $0.transposed.count == 0 })
    workspace.load(example.network, transposing: true)
    let counts = layout.layers.map(\.transposedCount) + [layout.head.transposedCount]
    #expect(workspace.parts.map(\.transposed.count) == counts)
    #expect(layout.transposedCount == counts.reduce(0, +))
    for part in workspace.parts {
      #expect(part.transposed.floats(0..<part.transposed.count).contains { $0 != 0 })
    }
  }

  @Test func `a workspace forgets the batch before`() {
    let small = Case(loss: .meanAbsolute, rows: 2, steps: 3)
    var used = Workspace(for: small.network.layout)
    let large = Case(loss: .meanAbsolute, rows: 50, steps: 30, seed: 2)
    _ = small.network.gradient(of: .meanAbsolute, on: large.batch, workspace: &used)
    var fresh = Workspace(for: small.network.layout)
    let again = small.network.gradient(of: .meanAbsolute, on: small.batch, workspace: &used)
    #expect(again == small.network.gradient(of: .meanAbsolute, on: small.batch, workspace: &fresh))
    #expect(used.gradients == fresh.gradients)
  }

  @Test func `each thread has room for the longest lane before any thread begins`() {
    // Of 32 rows the lanes have five and six.
    let example = Case(loss: .meanSquared, rows: 32, steps: 9)
    var workspace = Workspace(for: example.network.layout, threads: 2)
    workspace.cut(rows: 32)
    workspace.reserve(for: example.batch, backpropagation: Backpropagation())
    #expect(workspace.workers.allSatisfy { !$0.outputs.isEmpty })
    let room = workspace.workers.map { $0.stack.states.map(\.hidden.count) }
    #expect(room[0] == room[1])
    for index in workspace.workers.indices {
      for lane in workspace.lanes[..<workspace.laneCount] {
        workspace.workers[index].begin(example.batch, rows: lane.rows, steps: 9, trace: true)
      }
    }
    #expect(workspace.workers.map { $0.stack.states.map(\.hidden.count) } == room)
  }
}
