import Testing

@testable import ForecastRecurrent

struct KernelSelectionTests {
  @Test func `the path in use is one the processor can run`() {
    #expect(KernelSelection.supported.contains(KernelSelection.name))
    #expect(KernelSelection.supported.contains("portable"))
  }
}
