import Testing

@Suite struct DangerRuleTests {
  private func violations(_ path: String, _ text: String) -> [Violation] {
    DangerRule.violations(in: [SourceFile(path, text)])
  }

  @Test func `danger stays behind the fence and nothing is forced`() {
    expectNone(DangerRule.violations(in: Tree.files))
  }

  @Test(
    arguments: [
      "let a = unsafe b.pointee", "func f(_ a: UnsafeMutablePointer<Float>) {}",
      "a.withUnsafeBytes { _ in }", "nonisolated(unsafe) var a = 1", "let a: OpaquePointer? = nil",
      "let a = Unmanaged.passRetained(b)",
    ])
  func `an unsafe word outside the fence is found`(text: String) {
    #expect(violations("Sources/Series/A.swift", text).count == 1)
    #expect(violations("Sources/Ingestion/PanelReader.swift", text).count == 1)
    #expect(violations("notebooks-as-scripts/a/main.swift", text).count == 1)
    #expect(violations("Sources/Kernels/A.swift", text).isEmpty)
    #expect(violations("Sources/Storage/A.swift", text).isEmpty)
    #expect(violations("Sources/Ingestion/CSVReader.swift", text).isEmpty)
  }

  @Test(arguments: ["let a = try! b()", "let a = b as! C"])
  func `a forced try or cast is found, in the tests too`(text: String) {
    #expect(violations("Sources/Storage/A.swift", text).count == 1)
    #expect(violations("Tests/StorageTests/A.swift", text).count == 1)
  }

  @Test func `prose and harmless words pass`() {
    let text = "// unsafe, try! and as!\nlet a = \"unsafe\"\nlet unsafely = try? b as? C\n"
    #expect(violations("Sources/Series/A.swift", text).isEmpty)
  }

  @Test func `C outside its folders is found`() {
    #expect(violations("Sources/Kernels/a.c", "int a;").count == 1)
    #expect(violations("Tests/KernelsTests/a.c", "int a;").count == 1)
    #expect(violations("Sources/CKernels/include/a.h", "int a;").isEmpty)
    #expect(violations("Tests/Portability/a.c", "int a;").isEmpty)
  }
}
