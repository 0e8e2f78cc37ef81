import Testing

/// A file of the tree, real or planted by a test.
struct SourceFile {
  /// Relative to the root, with `/` between folders.
  let path: String
  let text: String
  /// The text of a Swift file with comments and string literals blanked; line numbers are kept.
  let code: String

  init(_ path: String, _ text: String) {
    self.path = path
    self.text = text
    code = path.hasSuffix(".swift") ? blankingCommentsAndStrings(text) : text
  }

  var name: String { String(path.split(separator: "/").last ?? "") }
  var folders: [Substring] { path.split(separator: "/").dropLast() }
  var isSwift: Bool { path.hasSuffix(".swift") }
  var isPlaceholder: Bool { name == "Placeholder.swift" }

  /// The lines of the code, each with its number.
  var codeLines: [(number: Int, text: Substring)] { numberedLines(of: code) }
  var textLines: [(number: Int, text: Substring)] { numberedLines(of: text) }

  func isIn(_ folder: String) -> Bool { path.hasPrefix(folder + "/") }
}

/// What a rule found: where, what, and how to mend it.
struct Violation: CustomStringConvertible {
  let path: String
  let line: Int?
  let message: String

  var description: String { "\(path)\(line.map { ":\($0)" } ?? ""): \(message)" }
}

/// Records each finding as an issue of its own, so that a run prints them line by line.
func expectNone(
  _ violations: [Violation], sourceLocation: SourceLocation = #_sourceLocation
) {
  for violation in violations { Issue.record("\(violation)", sourceLocation: sourceLocation) }
}

private func numberedLines(of text: String) -> [(number: Int, text: Substring)] {
  text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    .map { ($0.offset + 1, $0.element) }
}
