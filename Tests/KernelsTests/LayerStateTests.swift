import Testing

@testable import ForecastKernels

struct LayerStateTests {
  @Test func `a state has room for all steps and the one before them`() {
    var state = LayerState()
    state.reserve(cell: .lstm, steps: 3, slot: 8, trace: true)
    #expect([state.hidden.count, state.cells.count, state.gates.count] == [32, 32, 96])
    var lean = LayerState()
    lean.reserve(cell: .lstm, steps: 3, slot: 8, trace: false)
    #expect([lean.hidden.count, lean.cells.count, lean.gates.count] == [32, 8, 96])
  }

  @Test func `room only grows`() {
    var state = LayerState()
    state.reserve(cell: .lstm, steps: 3, slot: 8, trace: true)
    state.reserve(cell: .lstm, steps: 1, slot: 4, trace: false)
    #expect(state.hidden.count == 32 && state.cells.count == 32)
  }

  @Test func `a start clears the state before the first step and nothing else`() {
    var state = LayerState()
    state.reserve(cell: .lstm, steps: 2, slot: 4, trace: true)
    for place in 0..<12 {
      state.hidden[place] = 1
      state.cells[place] = 2
    }
    state.start(slot: 4)
    #expect(state.hidden.floats(0..<12) == [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1])
    #expect(state.cells.floats(0..<12) == [0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2])
  }

  @Test func `a flow starts with nothing from later steps and keeps what comes from above`() {
    var flow = LayerFlow()
    flow.reserve(steps: 2, slot: 4, lower: 4)
    #expect(
      [flow.upper.count, flow.lower.count, flow.hidden.count, flow.cells.count] == [8, 8, 4, 4])
    for place in 0..<4 {
      flow.upper[place] = 1
      flow.hidden[place] = 2
      flow.cells[place] = 3
    }
    flow.start(slot: 4)
    #expect(flow.hidden.floats(0..<4) == [0, 0, 0, 0])
    #expect(flow.cells.floats(0..<4) == [0, 0, 0, 0])
    #expect(flow.upper.floats(0..<8) == [1, 1, 1, 1, 0, 0, 0, 0])
  }

  @Test func `one layer down, what went on comes in`() {
    var flow = LayerFlow()
    flow.reserve(steps: 1, slot: 4, lower: 4)
    flow.upper[0] = 1
    flow.lower[0] = 2
    flow.descend()
    #expect(flow.upper[0] == 2 && flow.lower[0] == 1)
    flow.check(steps: 1, slot: 4, lower: 4, rows: 1)
  }

  @Test func `a cell without c keeps none`() {
    for (cell, gates) in [(CellArithmetic.gru, 96), (.tanh, 24), (.relu, 24)] {
      var state = LayerState()
      state.reserve(cell: cell, steps: 3, slot: 8, trace: true)
      state.start(slot: 8)
      #expect([state.hidden.count, state.cells.count, state.gates.count] == [32, 0, gates])
    }
  }

  @Test(arguments: CellArithmetic.allCases, [true, false])
  func `the count of floats is what is reserved`(cell: CellArithmetic, trace: Bool) {
    var state = LayerState()
    state.reserve(cell: cell, steps: 5, slot: 24, trace: trace)
    #expect(
      state.hidden.count + state.cells.count + state.gates.count
        == LayerState.floatCount(cell: cell, steps: 5, slot: 24, trace: trace))
    var flow = LayerFlow()
    flow.reserve(steps: 5, slot: 24, lower: 40)
    #expect(
      flow.upper.count + flow.lower.count + flow.hidden.count + flow.cells.count
        == LayerFlow.floatCount(steps: 5, slot: 24, lower: 40))
  }

  @Test func `what a stretch ends with the next begins with`() {
    var state = LayerState()
    state.reserve(cell: .lstm, steps: 2, slot: 4, trace: true)
    for place in 0..<12 {
      state.hidden[place] = Float(place)
      state.cells[place] = Float(-place)
    }
    var lean = state
    lean.carry(steps: 2, slot: 4, trace: false)
    state.carry(steps: 2, slot: 4, trace: true)
    #expect(state.hidden.floats(0..<4) == [8, 9, 10, 11])
    #expect(state.cells.floats(0..<4) == [-8, -9, -10, -11])
    #expect(lean.hidden.floats(0..<4) == [8, 9, 10, 11])
    #expect(lean.cells.floats(0..<4) == [0, -1, -2, -3])
  }
}
