/// Raw pointers and C stand in three fenced places; nothing anywhere stops the program on purpose.
enum DangerRule {
  /// Folders and files that may name what is unsafe.
  static let fence = ["Sources/Kernels/", "Sources/Storage/", "Sources/Ingestion/CSVReader.swift"]

  /// Folders that may hold C: the kernels, their check for processors without Swift, the doors to the
  /// system's libraries and to libFuzzer, what cuts reads and writes short, and the loop that finds the
  /// machine's limit.
  static let folders = [
    "Sources/CKernels", "Sources/CLibCSV", "Sources/CZlib", "Tests/Portability",
    "Tests/Benchmarks/CBenchmark", "Tests/Campaigns/CFuzzing", "Tests/Campaigns/Unattended",
  ]

  static func violations(in files: [SourceFile]) -> [Violation] {
    files.flatMap { unsafeWords(in: $0) + crashes(in: $0) + strayC(in: $0) }
  }

  private static func unsafeWords(in file: SourceFile) -> [Violation] {
    let isFenced = fence.contains { file.path.hasPrefix($0) }
    guard file.isSwift, !isFenced, !file.isIn("Tests"), file.path != "Package.swift" else {
      return []
    }
    let word = #/\b(unsafe|\w*Unsafe\w*|Unmanaged|OpaquePointer)\b/#.wordBoundaryKind(.simple)
    return file.codeLines.compactMap { line in
      line.text.firstMatch(of: word).map {
        Violation(
          path: file.path, line: line.number,
          message: "'\($0.1)' stands outside the fence: move it behind a safe function in "
            + "Sources/Kernels, Sources/Storage or Sources/Ingestion/CSVReader.swift")
      }
    }
  }

  private static func crashes(in file: SourceFile) -> [Violation] {
    guard file.isSwift else { return [] }
    let word = #/\b(try!|as!)/#.wordBoundaryKind(.simple)
    return file.codeLines.compactMap { line in
      line.text.firstMatch(of: word).map {
        Violation(
          path: file.path, line: line.number,
          message: "'\($0.1)' stops the program: throw, or use #require in a test")
      }
    }
  }

  private static func strayC(in file: SourceFile) -> [Violation] {
    let isC = [".c", ".h", ".S", ".cpp", ".modulemap"].contains { file.path.hasSuffix($0) }
    guard isC, !folders.contains(where: file.isIn) else { return [] }
    return [
      Violation(
        path: file.path, line: nil,
        message: "C stands only in \(folders.joined(separator: ", "))")
    ]
  }
}
