/// Files that fit into a head: at most 350 lines each, and half of them at most 130.
enum SizeRule {
  static let limit = 350
  static let medianLimit = 130

  /// Files that may be longer, each with its reason.
  static let exceptions: [String: String] = [:]

  static func violations(in files: [SourceFile], exceptions: [String: String]) -> [Violation] {
    let measured = files.filter(isMeasured)
    return measured.compactMap { file in
      let lines = lineCount(file)
      guard lines > limit, exceptions[file.path] == nil else { return nil }
      return Violation(
        path: file.path, line: nil,
        message: "\(lines) lines, more than \(limit): split it by noun, or name it in "
          + "SizeRule.exceptions with the reason")
    } + staleExceptions(measured, exceptions) + medianViolations(measured)
  }

  private static func isMeasured(_ file: SourceFile) -> Bool {
    let isCode = [".swift", ".c", ".h"].contains { file.path.hasSuffix($0) }
    return isCode && ["Sources", "Tests", "notebooks-as-scripts"].contains(where: file.isIn)
  }

  private static func lineCount(_ file: SourceFile) -> Int {
    file.text.utf8.count { $0 == UInt8(ascii: "\n") }
  }

  private static func staleExceptions(
    _ files: [SourceFile], _ exceptions: [String: String]
  ) -> [Violation] {
    exceptions.keys.sorted().filter { path in
      !files.contains { $0.path == path && lineCount($0) > limit }
    }.map {
      Violation(path: $0, line: nil, message: "needs no exception: take it off SizeRule.exceptions")
    }
  }

  private static func medianViolations(_ files: [SourceFile]) -> [Violation] {
    let counts = files.filter { $0.isIn("Sources") && $0.isSwift }.map(lineCount).sorted()
    guard !counts.isEmpty, counts[counts.count / 2] > medianLimit else { return [] }
    return [
      Violation(
        path: "Sources", line: nil,
        message: "the median file has \(counts[counts.count / 2]) lines, more than \(medianLimit)")
    ]
  }
}
