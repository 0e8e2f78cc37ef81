import Testing

@testable import ForecastKernels

struct KernelPathTests {
  @Test func `a path is found by its name or refused with a reason`() throws {
    #expect(try KernelPath.named("portable") == .portable)
    #expect(throws: KernelPathError.unknown("sse9")) { try KernelPath.named("sse9") }
    let text = KernelPathError.unknown("sse9").description
    #expect(
      text.hasPrefix("unknown kernel path 'sse9'; this machine has ") && text.contains("portable"))
    for path in KernelPath.allCases where !path.isSupported {
      #expect(throws: KernelPathError.unsupported(path)) { try KernelPath.named(path.rawValue) }
    }
  }

  @Test func `every machine has a path`() {
    #expect(KernelPath.portable.isSupported)
    #expect(KernelPath.best.isSupported && KernelPath.current.isSupported)
  }

  @Test func `padding fills whole vectors`() {
    for path in KernelPath.allCases {
      for count in 0...40 {
        let padded = path.padded(count)
        #expect(padded >= count && padded < count + path.vectorWidth)
        #expect(padded.isMultiple(of: path.vectorWidth))
      }
    }
  }

  @Test func `making the current path current is nothing new, however late`() {
    let path = KernelPath.current
    path.makeCurrent()
    #expect(KernelPath.current == path)
  }
}
