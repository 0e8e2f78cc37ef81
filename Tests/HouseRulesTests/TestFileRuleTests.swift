import Testing

@Suite struct TestFileRuleTests {
  private func violations(
    _ paths: [String], exceptions: [String: String] = [:]
  ) -> [String] {
    TestFileRule.violations(in: paths.map { SourceFile($0, "") }, exceptions: exceptions)
      .map(\.description)
  }

  @Test func `each source file has a test file of its name`() {
    expectNone(TestFileRule.violations(in: Tree.files, exceptions: TestFileRule.exceptions))
  }

  @Test func `a source file without its test file is found`() {
    #expect(
      violations(["Sources/Series/Panel.swift", "Tests/SeriesTests/TimeAxisTests.swift"]) == [
        "Sources/Series/Panel.swift: has no test file: write Tests/SeriesTests/PanelTests.swift, "
          + "or name it in TestFileRule.exceptions with the reason"
      ])
  }

  @Test func `a test file in another stage does not count`() {
    #expect(
      violations(["Sources/Series/Panel.swift", "Tests/IngestionTests/PanelTests.swift"]).count
        == 1)
  }

  @Test func `folders below a stage may be mirrored or left out`() {
    let source = "Sources/Recurrent/Layers/LSTMLayer.swift"
    #expect(violations([source, "Tests/RecurrentTests/LSTMLayerTests.swift"]).isEmpty)
    #expect(violations([source, "Tests/RecurrentTests/Layers/LSTMLayerTests.swift"]).isEmpty)
  }

  @Test func `an extension is held by its type's tests`() {
    #expect(
      violations(["Sources/Series/Panel+Slicing.swift", "Tests/SeriesTests/PanelTests.swift"])
        .isEmpty)
  }

  @Test func `of the command, each command has a test file`() {
    let options = "Sources/forecast/DataOptions.swift"
    #expect(violations([options]).isEmpty)
    #expect(violations([options, "Sources/forecast/FitCommand.swift"]).count == 1)
  }

  @Test func `a stage with placeholders is not furnished yet`() {
    #expect(
      violations(["Sources/Series/Panel.swift", "Tests/SeriesTests/Placeholder.swift"]).isEmpty)
    #expect(violations(["Sources/Series/Placeholder.swift"]).isEmpty)
  }

  @Test func `an exception holds only while it is needed`() {
    let source = "Sources/Series/Frequency.swift"
    let reason = [source: "a plain value, held by TimeAxisTests"]
    #expect(violations([source], exceptions: reason).isEmpty)
    #expect(
      violations([source, "Tests/SeriesTests/FrequencyTests.swift"], exceptions: reason).count == 1)
    #expect(violations([], exceptions: reason).count == 1)
  }
}
