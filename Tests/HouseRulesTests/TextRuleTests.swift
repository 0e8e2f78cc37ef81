import Testing

@Suite struct TextRuleTests {
  private func violations(_ text: String, path: String = "README.md") -> [Violation] {
    TextRule.violations(in: [SourceFile(path, text)])
  }

  @Test func `nothing of one machine and no open promise is in the tree`() {
    expectNone(TextRule.violations(in: Tree.files))
  }

  @Test func `nothing that is made anew is tracked`() {
    expectNone(TextRule.violations(inPaths: Tree.paths))
  }

  @Test(arguments: TextRule.homes)
  func `a path of one machine is found`(home: String) {
    #expect(violations("see /\(home)/data.csv").count == 1)
    #expect(violations("\"/\(home)/a\"", path: "Makefile").count == 1)
    #expect(violations("https://example.com/\(home)/a and ./\(home)/a").isEmpty)
    #expect(violations("/\(home)", path: "a.md").isEmpty)
  }

  @Test(arguments: TextRule.registries + TextRule.promises)
  func `a registry host or an open promise is found`(word: String) {
    #expect(violations("a\n// \(word): later").map(\.line) == [2])
  }

  @Test func `data may hold anything`() {
    #expect(violations("/\(TextRule.homes[0])/a", path: "datasets/a.csv").isEmpty)
  }

  @Test(
    arguments: ["Package.resolved", "a/Package.resolved", ".build/a", ".build-x/a", ".swiftpm/a"])
  func `a tracked product of the build is found`(path: String) {
    #expect(TextRule.violations(inPaths: [path, "Package.swift"]).count == 1)
  }
}
