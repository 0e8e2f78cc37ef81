import Testing

@testable import ForecastRecurrent

struct NamedTensorTests {
  @Test func `what is wrong with tensors is said in one line`() {
    let errors: [ParameterError] = [
      .missing("head.bias"), .unexpected("lstm.weight_ih_l9"),
      .wrongShape(name: "head.weight", expected: [12, 17], found: [17, 12]),
    ]
    #expect(
      errors.map(\.description) == [
        "the tensor 'head.bias' is missing",
        "the tensor 'lstm.weight_ih_l9' does not belong here, or is there twice",
        "the tensor 'head.weight' has shape [17, 12]; this network needs [12, 17]",
      ])
  }

  @Test func `a tensor without sizes is one number`() {
    #expect(NamedTensor(name: "x", shape: [], values: [5]).values == [5])
    #expect(NamedTensor(name: "x", shape: [3, 0], values: []).values.isEmpty)
  }
}
