import Foundation

/// The tree that these tests stand in.
enum Tree {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Paths of all files that are tracked, or would be if added now.
  ///
  /// Outside a git checkout: all files but those that a build makes.
  static let paths: [String] = trackedPaths() ?? walkedPaths()

  /// All text files of the tree.
  static let files: [SourceFile] = paths.compactMap { path in
    guard let data = try? Data(contentsOf: root.appending(path: path)), data.count < 1_000_000,
      !data.contains(0), let text = String(data: data, encoding: .utf8)
    else { return nil }
    return SourceFile(path, text)
  }

  private static func trackedPaths() -> [String]? {
    let listing = try? run(
      ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], in: root)
    guard let listing, listing.status == 0, !listing.output.isEmpty else { return nil }
    return listing.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func walkedPaths() -> [String] {
    let names = FileManager.default.enumerator(atPath: root.path)
    return (names?.compactMap { $0 as? String } ?? []).filter { path in
      path != ".git" && !path.hasPrefix(".git/") && TextRule.violations(inPaths: [path]).isEmpty
    }
  }
}

/// Runs a program that is found on the PATH, and waits for it.
func run(_ arguments: [String], in folder: URL) throws -> (status: Int32, output: Data) {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = arguments
  process.currentDirectoryURL = folder
  process.standardInput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return (process.terminationStatus, output)
}
