import Testing

@testable import ForecastRecurrent

struct NetworkShapeTests {
  @Test func `the horizon is the outputs by the quantiles of each step`() {
    let point = NetworkShape(inputSize: 3, hiddenSize: 8, layerCount: 2, outputSize: 12)
    #expect(point.head.width == 1)
    #expect(point.horizon == 12)
    let quantiles = NetworkShape(
      inputSize: 3, hiddenSize: 8, layerCount: 2, outputSize: 12,
      head: .quantiles(count: 3, anchor: 1))
    #expect(quantiles.head.width == 3)
    #expect(quantiles.horizon == 4)
  }

  @Test func `only the first layer reads the inputs`() {
    let shape = NetworkShape(inputSize: 3, hiddenSize: 8, layerCount: 3, outputSize: 1)
    #expect((0..<3).map(shape.inputSize(ofLayer:)) == [3, 8, 8])
  }
}
