/// Every Swift target is built with the strict settings, and none with flags that forbid its use as
/// a dependency.
enum ManifestRule {
  static let settings = [
    ".strictMemorySafety()", ".treatAllWarnings(as: .error)", "ExistentialAny",
    "MemberImportVisibility", "InternalImportsByDefault",
  ]

  /// Targets without the settings, each with the reason.
  static let exceptions = ["CKernels": "written in C", "CBenchmark": "written in C"]

  static func violations(in manifest: SourceFile, exceptions: [String: String]) -> [Violation] {
    let flags = manifest.codeLines.filter { $0.text.contains("unsafeFlags") }.map {
      Violation(
        path: manifest.path, line: $0.number,
        message: "unsafeFlags forbid the use of this package as a dependency")
    }
    return flags + missingSettings(manifest) + looseTargets(manifest, exceptions)
  }

  private static func missingSettings(_ manifest: SourceFile) -> [Violation] {
    let start = manifest.text.firstRange(of: "let strict: [SwiftSetting] = [")?.upperBound
    let list = start.map { manifest.text[$0...].prefix { $0 != "]" } } ?? ""
    return settings.filter { !list.contains($0) }.map {
      Violation(path: manifest.path, line: nil, message: "'strict' lacks \($0)")
    }
  }

  private static func looseTargets(
    _ manifest: SourceFile, _ exceptions: [String: String]
  ) -> [Violation] {
    targets(of: manifest).compactMap { line, call in
      let name = call.firstMatch(of: #/name:\s*"([^"]*)"/#).map { String($0.1) } ?? "a target"
      guard !call.contains("swiftSettings: strict"), exceptions[name] == nil else { return nil }
      return Violation(
        path: manifest.path, line: line,
        message: "\(name) is built without the strict settings: add `swiftSettings: strict`")
    }
  }

  /// Each call that makes a target, from its name to the parenthesis that closes it.
  private static func targets(of manifest: SourceFile) -> [(line: Int, call: String)] {
    let code = Array(manifest.code.utf8)
    let text = Array(manifest.text.utf8)
    return code.indices.compactMap { start in
      let isCall = [".target(", ".executableTarget(", ".testTarget("].contains {
        code[start...].starts(with: $0.utf8)
      }
      guard isCall else { return nil }
      var depth = 0
      var end = start
      while end < code.count {
        if code[end] == UInt8(ascii: "(") { depth += 1 }
        if code[end] == UInt8(ascii: ")") { depth -= 1 }
        end += 1
        if depth == 0, code[end - 1] == UInt8(ascii: ")") { break }
      }
      let line = 1 + code[..<start].count { $0 == UInt8(ascii: "\n") }
      return (line, String(decoding: text[start..<end], as: UTF8.self))
    }
  }
}
