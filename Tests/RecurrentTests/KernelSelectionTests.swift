import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

struct KernelSelectionTests {
  @Test func `the name is that of a path the processor can run`() throws {
    #expect(try KernelPath.named(KernelSelection.name) == .current)
  }
}
