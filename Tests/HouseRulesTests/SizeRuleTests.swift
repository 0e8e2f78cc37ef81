import Testing

@Suite struct SizeRuleTests {
  private func file(_ path: String, lines: Int) -> SourceFile {
    SourceFile(path, String(repeating: "\n", count: lines))
  }

  private func violations(
    _ files: [SourceFile], exceptions: [String: String] = [:]
  ) -> [Violation] {
    SizeRule.violations(in: files, exceptions: exceptions)
  }

  @Test func `every file fits into a head`() {
    expectNone(violations(Tree.files, exceptions: SizeRule.exceptions))
  }

  @Test(
    arguments: [
      "Tests/SeriesTests/A.swift", "Sources/CKernels/a.c", "notebooks-as-scripts/a/main.swift",
    ])
  func `a file over the limit is found`(path: String) {
    #expect(violations([file(path, lines: 350)]).isEmpty)
    #expect(violations([file(path, lines: 351)]).count == 1)
  }

  @Test func `prose and data may be long`() {
    #expect(violations([file("README.md", lines: 900)]).isEmpty)
    #expect(violations([file("Tests/Fixtures/a.csv", lines: 900)]).isEmpty)
  }

  @Test func `half of the sources are short`() {
    let sources = (0..<5).map { file("Sources/Series/\($0).swift", lines: 100 + 20 * $0) }
    #expect(violations(sources).map(\.path) == ["Sources"])
    #expect(violations(Array(sources.prefix(3))).isEmpty)
  }

  @Test func `an exception holds only while it is needed`() {
    let path = "Sources/CKernels/a.c"
    let reason = [path: "generated"]
    #expect(violations([file(path, lines: 400)], exceptions: reason).isEmpty)
    #expect(violations([file(path, lines: 300)], exceptions: reason).count == 1)
  }
}
