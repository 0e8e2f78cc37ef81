import Testing

@testable import ForecastStorage

@Suite struct PassingNamesTests {
  @Test func `a name is known until its file has its own or is gone`() throws {
    let folder = try TemporaryFolder()
    let target = FileTarget(path: folder("a"), existing: nil)
    let first = try TemporaryFile([1], for: target)
    #expect(PassingNames.contains(first.path))
    try first.commit()
    #expect(!PassingNames.contains(first.path))
    let second = try TemporaryFile([2], for: target)
    second.discard()
    #expect(!PassingNames.contains(second.path))
  }

  @Test func `a file that could not be made has no name`() {
    let target = FileTarget(path: "/nowhere/at/all/a", existing: nil)
    #expect(throws: SystemFailure.self) { _ = try TemporaryFile([1], for: target) }
    #expect(!PassingNames.contains("/nowhere/at/all/a"))
  }

  @Test func `what fails while files swap is thrown on`() {
    #expect(throws: SystemFailure(code: 5)) {
      try PassingNames.whileSwapping { () throws(SystemFailure) in throw SystemFailure(code: 5) }
    }
  }
}
