import Testing

@testable import ForecastForecasting

@Suite struct NelderMeadTests {
  /// A bowl with its bottom at 1, 2, 3 …, and how often it was asked.
  private struct Bowl: Objective {
    var asked = 0

    mutating func value(at point: Span<Double>, limit: Double) -> Double {
      asked += 1
      var sum = 0.0
      for index in 0..<point.count {
        let distance = point[index] - Double(index + 1)
        sum += distance * distance * Double(index + 1)
      }
      return sum > limit ? .infinity : sum
    }
  }

  /// A trough without a bottom.
  private struct Slope: Objective {
    mutating func value(at point: Span<Double>, limit: Double) -> Double { -point[0] }
  }

  private func free(_ count: Int) -> [Double] { [Double](repeating: .infinity, count: count) }

  @Test(arguments: [1, 2, 5, 9])
  func `it finds the bottom of a bowl`(count: Int) {
    var bowl = Bowl()
    let found = NelderMead.minimum(
      of: &bowl, from: [Double](repeating: 0.5, count: count), lower: free(count).map { -$0 },
      upper: free(count))
    #expect(found.value < 5e-3)
    for (index, value) in found.point.enumerated() { #expect(abs(value - Double(index + 1)) < 0.1) }
  }

  @Test func `it stays within its bounds`() {
    var bowl = Bowl()
    let found = NelderMead.minimum(
      of: &bowl, from: [0.5, 0.5], lower: [0.2, 0], upper: [0.75, 1.5])
    #expect(abs(found.point[0] - 0.75) < 1e-6)
    #expect(abs(found.point[1] - 1.5) < 1e-6)
  }

  @Test func `it ends where there is no bottom`() {
    var slope = Slope()
    let found = NelderMead.minimum(
      of: &slope, from: [1, 0], lower: [-9e9, -1], upper: [9e300, 1])
    #expect(found.value < -1e6)
  }
}
