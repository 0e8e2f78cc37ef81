import Testing

@Suite struct ManifestRuleTests {
  private let settings = """
    let strict: [SwiftSetting] = [
      .strictMemorySafety(), .treatAllWarnings(as: .error),
      .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("InternalImportsByDefault"),
    ]

    """

  private func violations(_ text: String, exceptions: [String: String] = [:]) -> [String] {
    ManifestRule.violations(in: SourceFile("Package.swift", text), exceptions: exceptions)
      .map(\.description)
  }

  @Test func `every Swift target is strict`() throws {
    let manifest = try #require(Tree.files.first { $0.path == "Package.swift" })
    expectNone(ManifestRule.violations(in: manifest, exceptions: ManifestRule.exceptions))
  }

  @Test func `a target without the settings is found`() {
    let text = settings + ".target(name: \"A\", dependencies: [f(\"b\")]),\n"
    #expect(
      violations(text) == [
        "Package.swift:6: A is built without the strict settings: add `swiftSettings: strict`"
      ])
    #expect(violations(text, exceptions: ["A": "written in C"]).isEmpty)
  }

  @Test(arguments: [".target", ".executableTarget", ".testTarget"])
  func `a target with the settings passes`(kind: String) {
    #expect(violations(settings + kind + "(name: \"A\", swiftSettings: strict)").isEmpty)
  }

  @Test func `settings of the next target do not count`() {
    let text = settings + ".target(name: \"A\"), .target(name: \"B\", swiftSettings: strict)"
    #expect(violations(text).count == 1)
  }

  @Test func `a missing setting is found`() {
    let text = settings.split(separator: "\n").filter { !$0.contains("treatAll") }
      .joined(separator: "\n")
    #expect(violations(text).count == 2)
    #expect(violations("let package = 1").count == ManifestRule.settings.count)
  }

  @Test func `flags that forbid use as a dependency are found`() {
    #expect(violations(settings + "let a = .unsafeFlags([\"-O3\"])").count == 1)
  }
}
