import Testing

@testable import ForecastKernels
@testable import ForecastRecurrent

struct KernelSelectionTests {
  @Test func `the name is that of a path the processor can run`() throws {
    #expect(try KernelPath.named(KernelSelection.name) == .current)
  }

  @Test func `a name is refused with a reason, or nothing is wrong with it`() {
    #expect(KernelSelection.names == KernelPath.allCases.map(\.rawValue))
    #expect(KernelSelection.problem(with: "portable") == nil)
    #expect(
      KernelSelection.problem(with: "abacus")?.hasPrefix("unknown kernel path 'abacus'; ") == true)
    for path in KernelPath.allCases {
      #expect((KernelSelection.problem(with: path.rawValue) == nil) == path.isSupported)
    }
  }

  @Test func `a path that is selected before all work is the one in use`() async {
    await #expect(processExitsWith: .success) {
      KernelSelection.select("portable")
      KernelSelection.select("portable")
      precondition(KernelSelection.name == "portable")
      KernelSelection.select("portable")
    }
  }

  @Test(.enabled(if: KernelPath.best != .portable, "this machine has one path"))
  func `another path after work has begun is a fault of the caller`() async {
    await #expect(processExitsWith: .failure) {
      KernelSelection.select("portable")
      _ = KernelSelection.name
      KernelSelection.select(KernelPath.best.rawValue)
    }
  }
}
