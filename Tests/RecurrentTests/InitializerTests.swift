import TestSupport
import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

struct InitializerTests {
  private func tensors(
    seed: UInt64 = 5, inputs: Int = 3, hasBias: Bool = true, hasHighway: Bool = true
  ) -> [String: [Float]] {
    var generator = TestGenerator(seed: seed)
    let shape = NetworkShape(
      inputSize: inputs, hiddenSize: 9, layerCount: 2, outputSize: 10,
      head: .quantiles(count: 5, anchor: 2), hasBias: hasBias, hasHighway: hasHighway)
    let tensors = Initializer(shape: shape).tensors(using: &generator)
    return Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0.values) })
  }

  @Test func `recurrent weights begin orthogonal, gate by gate`() throws {
    for name in ["lstm.weight_hh_l0", "lstm.weight_hh_l1"] {
      let weights = try #require(tensors()[name])
      for gate in 0..<4 {
        for a in 0..<9 {
          for b in 0..<9 {
            let product = (0..<9).reduce(Float(0)) {
              $0 + weights[(gate * 9 + a) * 9 + $1] * weights[(gate * 9 + b) * 9 + $1]
            }
            #expect(abs(product - (a == b ? 1 : 0)) < 1e-6)
          }
        }
      }
    }
  }

  @Test func `input weights are spread evenly within Glorot's limit`() throws {
    for (name, inputs) in [("lstm.weight_ih_l0", 300), ("lstm.weight_ih_l1", 9)] {
      let weights = try #require(tensors(inputs: 300)[name])
      let limit = (6 / Float(inputs + 9)).squareRoot()
      #expect(weights.allSatisfy { abs($0) <= limit })
      #expect(try #require(weights.max()) > 0.95 * limit)
      #expect(try #require(weights.min()) < -0.95 * limit)
      let mean = weights.reduce(0, +) / Float(weights.count)
      // Four standard errors of a mean of evenly spread values: limit / √3 / √n each.
      #expect(abs(mean) < 4 * limit / (3 * Float(weights.count)).squareRoot())
    }
  }

  @Test func `forget gates begin open, all other biases at zero`() throws {
    let tensors = tensors()
    for layer in 0..<2 {
      #expect(
        tensors["lstm.bias_ih_l\(layer)"] == (0..<36).map { (9..<18).contains($0) ? 1 : 0 })
      #expect(tensors["lstm.bias_hh_l\(layer)"] == [Float](repeating: 0, count: 36))
    }
  }

  @Test func `head and highway begin at zero, so that nothing is said`() {
    let tensors = tensors()
    #expect(tensors["head.weight"] == [Float](repeating: 0, count: 90))
    #expect(tensors["head.bias"] == [Float](repeating: 0, count: 10))
    #expect(tensors["highway.weight"] == [Float](repeating: 0, count: 30))
  }

  @Test func `what the shape leaves out has no tensor`() {
    #expect(
      tensors(hasBias: false, hasHighway: false).keys.sorted() == [
        "head.bias", "head.weight", "lstm.weight_hh_l0", "lstm.weight_hh_l1", "lstm.weight_ih_l0",
        "lstm.weight_ih_l1",
      ])
  }

  @Test func `a seed means the same values, another seed others`() {
    #expect(tensors(seed: 1) == tensors(seed: 1))
    #expect(tensors(seed: 1)["lstm.weight_hh_l0"] != tensors(seed: 2)["lstm.weight_hh_l0"])
  }
}
