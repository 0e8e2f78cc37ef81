import Testing

@testable import ForecastKernels

struct CellArithmeticTests {
  @Test func `every cell has its own code and as many gates as PyTorch gives it`() {
    #expect(Set(CellArithmetic.allCases.map(\.code)).count == CellArithmetic.allCases.count)
    #expect(CellArithmetic.allCases.map(\.gateCount) == [4, 3, 1, 1])
    #expect(CellArithmetic.allCases.filter(\.hasCellState) == [.lstm])
  }
}
