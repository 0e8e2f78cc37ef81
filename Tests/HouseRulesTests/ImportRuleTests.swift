import Testing

@Suite struct ImportRuleTests {
  @Test func `data goes one way`() {
    expectNone(ImportRule.violations(in: Tree.files))
  }

  @Test(
    arguments: [
      ("Sources/Series/A.swift", "import ForecastStorage"),
      ("Sources/Recurrent/Layers/A.swift", "import ForecastSeries"),
      ("Sources/Recurrent/A.swift", "import CKernels"),
      ("Sources/Forecasting/A.swift", "import ForecastKernels"),
      ("Sources/Forecasting/A.swift", "public import ForecastReporting"),
      ("Sources/Storage/A.swift", "@_exported import ForecastSeries"),
      ("Sources/Ingestion/A.swift", "import CLibCSV"),
      ("Sources/forecast/A.swift", "import CZlib"),
      ("Sources/Reporting/A.swift", "import ArgumentParser"),
      ("Sources/Ingestion/A.swift", "import TOMLKit"),
      ("Sources/Kernels/A.swift", "import Foundation"),
      ("Sources/Series/A.swift", "internal import struct Foundation.URL"),
      ("Sources/Series/A.swift", "import Glibc; import CZlib"),
      ("Sources/Attic/A.swift", "let a = 1"),
      ("notebooks-as-scripts/first-forecast/main.swift", "import ForecastRecurrent"),
    ])
  func `an import against the stream is found`(path: String, text: String) {
    #expect(ImportRule.violations(in: [SourceFile(path, text)]).count == 1)
  }

  @Test(
    arguments: [
      ("Sources/Ingestion/CSVReader.swift", "import CLibCSV\npublic import ForecastSeries"),
      ("Sources/Kernels/A.swift", "internal import CKernels"),
      ("Sources/Storage/A.swift", "import CZlib\nimport FoundationEssentials"),
      ("Sources/forecast/A.swift", "import ArgumentParser\nimport Glibc"),
      ("Sources/Series/A.swift", "// import Foundation\nlet text = \"import Foundation\""),
      ("Tests/SeriesTests/A.swift", "import Foundation"),
    ])
  func `an allowed import passes`(path: String, text: String) {
    #expect(ImportRule.violations(in: [SourceFile(path, text)]).isEmpty)
  }

  @Test func `a finding says where and how to mend it`() {
    let file = SourceFile("Sources/Series/A.swift", "// a\nimport ForecastStorage\n")
    #expect(
      ImportRule.violations(in: [file]).map(\.description) == [
        "Sources/Series/A.swift:2: imports ForecastStorage, but Sources/Series may import "
          + "no other target (data goes one way)"
      ])
  }
}
