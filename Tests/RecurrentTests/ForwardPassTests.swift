import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

/// Outputs alone; the whole pass is held to the reference in `GradientPassTests`.
struct ForwardPassTests {
  private func outputs(_ example: Case, threads: Int = 1) -> [Float] {
    var workspace = Workspace(for: example.network.layout, threads: threads)
    example.network.forward(example.batch, workspace: &workspace)
    return workspace.outputs
  }

  @Test(arguments: supportedPaths)
  func `windows of steps give what one long pass gives`(path: KernelPath) {
    // 2 rows make windows of 48 steps; the first output step lies in the second window.
    for (rows, steps, first) in [(2, 130, 60), (2, 96, 0), (13, 20, 19), (1, 97, 96)] {
      let example = Case(
        loss: .meanAbsolute, path: path, rows: rows, steps: steps, firstOutputStep: first)
      let found = outputs(example)
      #expect(found.count == rows * (steps - first) * 4)
      #expect(distance(found, from: example.reference().outputs) < 1e-5, "\(path) \(rows) \(steps)")
    }
  }

  @Test func `targets and weights are not read`() {
    var example = Case(loss: .meanSquared)
    let before = outputs(example)
    example.batch.targets = []
    example.batch.weights = []
    #expect(outputs(example) == before)
  }

  @Test func `the first output step only leaves outputs out`() {
    var example = Case(loss: .meanSquared, rows: 3, steps: 6, firstOutputStep: 0)
    let all = outputs(example)
    example.batch.firstOutputStep = 4
    let last = outputs(example)
    #expect(last.count == 3 * 2 * 4)
    for row in 0..<3 {
      let line = all[row * 24..<(row + 1) * 24]
      #expect(last[row * 8..<(row + 1) * 8] == line.suffix(8))
    }
  }

  @Test func `a row does not hang on its neighbours`() {
    let example = Case(loss: .meanSquared, rows: 9, steps: 5, firstOutputStep: 4)
    let together = outputs(example)
    for row in 0..<9 {
      var alone = example
      alone.batch.rowCount = 1
      alone.batch.inputs.replaceSubrange(
        0..<15, with: example.batch.inputs[row * 15..<(row + 1) * 15])
      let own = outputs(alone)
      #expect(distance(own, from: Array(together[row * 4..<(row + 1) * 4])) < 1e-6, "\(row)")
    }
  }
}
