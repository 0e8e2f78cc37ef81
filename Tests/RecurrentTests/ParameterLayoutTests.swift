import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

struct ParameterLayoutTests {
  private func layout(
    _ path: KernelPath, hasBias: Bool = true, hasHighway: Bool = true
  ) -> ParameterLayout {
    let shape = NetworkShape(
      inputSize: 3, hiddenSize: 9, layerCount: 2, outputSize: 10,
      head: .quantiles(count: 5, anchor: 2), hasBias: hasBias, hasHighway: hasHighway)
    return ParameterLayout(shape: shape, path: path)
  }

  @Test func `tensors have PyTorch's names and sizes`() {
    let places = layout(.portable).places
    #expect(
      places.map { "\($0.name) \($0.shape)" } == [
        "lstm.weight_ih_l0 [36, 3]", "lstm.weight_hh_l0 [36, 9]", "lstm.bias_ih_l0 [36]",
        "lstm.bias_hh_l0 [36]", "lstm.weight_ih_l1 [36, 9]", "lstm.weight_hh_l1 [36, 9]",
        "lstm.bias_ih_l1 [36]", "lstm.bias_hh_l1 [36]", "head.weight [10, 9]", "head.bias [10]",
        "highway.weight [10, 3]",
      ])
    #expect(
      layout(.portable, hasBias: false, hasHighway: false).places.map(\.name) == [
        "lstm.weight_ih_l0", "lstm.weight_hh_l0", "lstm.weight_ih_l1", "lstm.weight_hh_l1",
        "head.weight", "head.bias",
      ])
  }

  @Test(arguments: KernelPath.allCases)
  func `no two values share a place, and all lie in the array`(path: KernelPath) {
    for bare in [false, true] {
      let layout = layout(path, hasBias: !bare, hasHighway: !bare)
      var taken = [Bool](repeating: false, count: layout.count)
      for place in layout.places {
        for index in 0..<place.count {
          let at = place.index(of: index)
          #expect(layout.transposedCount > 0 && !taken[at], "\(place.name) \(index)")
          taken[at] = true
        }
      }
      #expect(taken.count { $0 } == layout.places.reduce(0) { $0 + $1.count })
    }
  }

  @Test(arguments: KernelPath.allCases)
  func `packed tensors come out as they went in, in any order`(path: KernelPath) throws {
    let layout = layout(path)
    var next: Float = 0
    let tensors = layout.places.map { place in
      NamedTensor(
        name: place.name, shape: place.shape,
        values: (0..<place.count).map { _ in
          next += 1
          return next
        })
    }
    let flat = try layout.pack(tensors.reversed())
    #expect(layout.tensors(from: flat) == tensors)
    #expect(flat.count { $0 == 0 } == layout.count - Int(next), "padding is zero")
  }

  @Test func `wrong tensors are named`() throws {
    let layout = layout(.portable)
    let tensors = layout.tensors(from: [Float](repeating: 1, count: layout.count))
    #expect(throws: ParameterError.missing("lstm.weight_ih_l0")) {
      try layout.pack(Array(tensors.dropFirst()))
    }
    #expect(throws: ParameterError.unexpected("head.bias")) {
      try layout.pack(tensors + tensors.filter { $0.name == "head.bias" })
    }
    var other = tensors
    other[1] = NamedTensor(name: "lstm.weight_hh_l0", shape: [2], values: [1, 2])
    #expect(
      throws: ParameterError.wrongShape(name: "lstm.weight_hh_l0", expected: [36, 9], found: [2])
    ) { try layout.pack(other) }
  }
}
