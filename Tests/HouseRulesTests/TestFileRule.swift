/// Each source file has a test file of its name, so that what fails has an address.
enum TestFileRule {
  /// Stages of the data's way: Sources/<Stage> is tested in Tests/<Stage>Tests.
  static let stages = [
    "Kernels", "Series", "Recurrent", "Storage", "Ingestion", "Forecasting", "Reporting",
  ]

  /// Source files without a test file of their own, each with the reason.
  ///
  /// Good reasons: a plain value or a protocol that another file's tests hold.
  static let exceptions: [String: String] = [
    "Sources/Forecasting/Forecaster.swift":
      "two protocols and a plain value; the tests of every forecaster hold them",
    "Sources/Forecasting/Archive/ArchiveReader.swift":
      "says what is wrong with a model file; ArchiveConfigurationTests and ModelArchiveTests hold it "
      + "message by message",
    "Sources/Forecasting/Models/LossName.swift":
      "a list enum, held by RecurrentSettingsTests and ModelFitTests",
    "Sources/Forecasting/Calibration/PointRule.swift":
      "a list enum, held by ServedModelTests and ServingOptionTests",
    "Sources/Forecasting/Archive/ModelSource.swift": "a plain value, held by ModelArchiveTests",
    "Sources/Ingestion/ReadingOptions.swift":
      "a plain value and two list enums; the tests of each stage of the reading hold them",
    "Sources/Recurrent/Layers/RecurrentCell.swift":
      "a list enum of one cell, held by ParameterLayoutTests and WorkerTests",
    "Sources/Series/PanelSchema.swift": "a plain value, held by the reports' tests",
  ]

  static func violations(in files: [SourceFile], exceptions: [String: String]) -> [Violation] {
    let untested = untestedFiles(files)
    let missing = untested.filter { exceptions[$0.path] == nil }.map { file, expected in
      Violation(
        path: file, line: nil,
        message: "has no test file: write \(expected), or name it in TestFileRule.exceptions with "
          + "the reason")
    }
    let stale = exceptions.keys.sorted().filter { path in !untested.contains { $0.path == path } }
    return missing
      + stale.map {
        Violation(
          path: $0, line: nil,
          message: "is gone or has a test file: take it off TestFileRule.exceptions")
      }
  }

  private static func untestedFiles(_ files: [SourceFile]) -> [(path: String, expected: String)] {
    let stageFiles = stages.flatMap { stage in
      files.filter { $0.isIn("Sources/\(stage)") }.map { ($0, "Tests/\(stage)Tests") }
    }
    let commandFiles = files.filter {
      $0.isIn("Sources/forecast") && $0.name.hasSuffix("Command.swift")
    }.map { ($0, "Tests/CommandTests") }

    return (stageFiles + commandFiles).compactMap { file, folder in
      guard file.isSwift, !file.isPlaceholder, isFurnished(folder, files) else { return nil }
      let base = file.name.dropLast(".swift".count)
      // `Panel+Slicing.swift` may be held by `PanelTests.swift`.
      let names = [base, base.prefix { $0 != "+" }].map { "\($0)Tests.swift" }
      let isTested = files.contains { $0.isIn(folder) && names.contains($0.name) }
      return isTested ? nil : (file.path, "\(folder)/\(names[0])")
    }
  }

  /// A test folder that still holds its placeholder is not furnished yet.
  private static func isFurnished(_ folder: String, _ files: [SourceFile]) -> Bool {
    !files.contains { $0.isIn(folder) && $0.isPlaceholder }
  }
}
