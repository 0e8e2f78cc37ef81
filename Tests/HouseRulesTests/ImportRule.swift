/// What each folder may import.
///
/// Only from lower levels, never from its own; a level-0 target only from the one right above it.
/// CONTRIBUTING.md has the drawing.
enum ImportRule {
  /// Part of the toolchain, and free of time zones, files and megabytes.
  static let toolchain: Set<String> = [
    "Darwin", "Dispatch", "FoundationEssentials", "Glibc", "Musl", "Swift", "Synchronization",
  ]

  static let allowed: [String: Set<String>] = [
    "Sources/Kernels": ["CKernels"],
    "Sources/Series": [],
    "Sources/Recurrent": ["ForecastKernels"],
    "Sources/Storage": ["CZlib"],
    "Sources/Ingestion": ["CLibCSV", "ForecastKernels", "ForecastSeries", "ForecastStorage"],
    "Sources/Forecasting": ["ForecastSeries", "ForecastRecurrent", "ForecastStorage"],
    "Sources/Reporting": ["ForecastSeries", "ForecastRecurrent", "ForecastForecasting"],
    "Sources/ForecastKit": [
      "ForecastSeries", "ForecastIngestion", "ForecastRecurrent", "ForecastForecasting",
      "ForecastReporting", "ForecastStorage",
    ],
    "Sources/forecast": [
      "ForecastSeries", "ForecastIngestion", "ForecastRecurrent", "ForecastForecasting",
      "ForecastReporting", "ForecastStorage", "ArgumentParser", "TOMLKit",
    ],
    "notebooks-as-scripts/Notebook": ["ForecastStorage"],
    "notebooks-as-scripts/first-forecast": ["ForecastKit", "Notebook"],
    "notebooks-as-scripts/lstm-by-hand": ["ForecastKit", "ForecastStorage", "Notebook"],
  ]

  /// Modules that only one file may import.
  static let reserved = ["CLibCSV": "Sources/Ingestion/CSVReader.swift"]

  static func violations(in files: [SourceFile]) -> [Violation] {
    files.filter { $0.isSwift && ($0.isIn("Sources") || $0.isIn("notebooks-as-scripts")) }
      .flatMap(violations(in:))
  }

  private static func violations(in file: SourceFile) -> [Violation] {
    let folder = file.folders.prefix(2).joined(separator: "/")
    guard let allowed = allowed[folder] else {
      return [
        Violation(
          path: file.path, line: nil,
          message: "\(folder) is not in the import table: add it to ImportRule.allowed")
      ]
    }
    return imports(of: file).compactMap { line, module in
      if let only = reserved[module], file.path != only {
        return Violation(
          path: file.path, line: line, message: "only \(only) may import \(module)")
      }
      guard !allowed.contains(module), !toolchain.contains(module) else { return nil }
      if module == "Foundation" {
        return Violation(
          path: file.path, line: line,
          message:
            "imports Foundation, which adds 45 MB to the program: import FoundationEssentials")
      }
      let list = allowed.isEmpty ? "no other target" : allowed.sorted().joined(separator: ", ")
      return Violation(
        path: file.path, line: line,
        message: "imports \(module), but \(folder) may import \(list) (data goes one way)")
    }
  }

  /// The modules that a file imports, whatever the access level, attribute or kind.
  static func imports(of file: SourceFile) -> [(line: Int, module: String)] {
    let statement =
      #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var)\s+)?(\w+)/#
    return file.codeLines.flatMap { line in
      line.text.split(separator: ";").compactMap { part in
        part.firstMatch(of: statement).map { (line.number, String($0.1)) }
      }
    }
  }
}
