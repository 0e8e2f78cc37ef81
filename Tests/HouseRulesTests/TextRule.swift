/// What belongs to one machine, or is only promised, stays out of the tree.
enum TextRule {
  /// Put together from parts, so that this file does not break its own rule.
  static let homes = ["work", "root", "home", "Users"]
  static let registries = [
    "pypi" + ".org", "deb." + "debian.org", "registry." + "npmjs", "crates" + ".io",
    "proxy." + "golang.org",
  ]
  static let promises = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]

  static let untracked = ["Package.resolved", ".swiftpm", ".DS_Store", "__pycache__"]

  static func violations(in files: [SourceFile]) -> [Violation] {
    files.filter { !$0.path.hasSuffix(".csv") && $0.name != "LICENSE" }.flatMap(findings(in:))
  }

  /// Paths that must not be tracked.
  static func violations(inPaths paths: [String]) -> [Violation] {
    paths.compactMap { path in
      let parts = path.split(separator: "/").map(String.init)
      guard let part = parts.first(where: { untracked.contains($0) || $0.hasPrefix(".build") })
      else { return nil }
      return Violation(path: path, line: nil, message: "is tracked, but \(part) is made anew")
    }
  }

  private static func findings(in file: SourceFile) -> [Violation] {
    file.textLines.flatMap { line -> [Violation] in
      var messages: [String] = []
      if let path = machinePath(in: line.text) {
        messages.append("'\(path)' is a path of one machine")
      }
      messages += registries.filter { line.text.contains($0) }.map {
        "names the registry host \($0): name the package, and let its client find it"
      }
      messages += words(of: line.text).filter(promises.contains).map {
        "\($0): do it, or leave it out"
      }
      return messages.map { Violation(path: file.path, line: line.number, message: $0) }
    }
  }

  /// The first folder of an absolute path that only one machine has.
  private static func machinePath(in line: Substring) -> String? {
    for home in homes.map({ "/\($0)/" }) {
      for range in line.ranges(of: home) {
        let before = line[..<range.lowerBound].last
        let isInsidePath = before.map { $0.isLetter || $0.isNumber || "_-.~)}/".contains($0) }
        if isInsidePath != true { return home }
      }
    }
    return nil
  }

  private static func words(of line: Substring) -> [String] {
    line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
  }
}
