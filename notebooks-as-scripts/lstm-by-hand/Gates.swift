#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// The gates in PyTorch's order.
enum Gate: Int, CaseIterable {
  case i, f, g, o
}

/// One thing a gate: four matrices, four vectors.
struct Gates<Value> {
  var i, f, g, o: Value

  init(i: Value, f: Value, g: Value, o: Value) {
    (self.i, self.f, self.g, self.o) = (i, f, g, o)
  }

  /// Makes the value of each gate.
  init(_ make: (Gate) -> Value) {
    self.init(i: make(.i), f: make(.f), g: make(.g), o: make(.o))
  }

  subscript(gate: Gate) -> Value {
    get {
      switch gate {
      case .i: i
      case .f: f
      case .g: g
      case .o: o
      }
    }
    set {
      switch gate {
      case .i: i = newValue
      case .f: f = newValue
      case .g: g = newValue
      case .o: o = newValue
      }
    }
  }

  /// All four in order.
  var all: [Value] { [i, f, g, o] }
}

/// σ(x) = 1 / (1 + e⁻ˣ), place by place.
func sigmoid(_ x: Vector) -> Vector { Vector(x.values.map { 1 / (1 + exp(-$0)) }) }

/// tanh, place by place.
func tanh(_ x: Vector) -> Vector { Vector(x.values.map { tanh($0) }) }

/// The state between two steps.
struct State {
  var h: Vector
  var c: Vector

  static func zero(_ count: Int) -> State {
    State(h: Vector(zeros: count), c: Vector(zeros: count))
  }
}

/// Everything a step computed, kept for the way back.
struct Step {
  var x: Vector
  var before: State
  var gates: Gates<Vector>
  var after: State
}
