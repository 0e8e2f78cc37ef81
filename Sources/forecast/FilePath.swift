/// Arithmetic on paths as text; nothing here looks at a disk.
enum FilePath {
  /// Files in a few words: the only one, or the first and how many more.
  static func listing(_ paths: [String]) -> String {
    guard let first = paths.first, paths.count > 1 else { return paths.first ?? "" }
    return "\(first) and \(paths.count - 1) more"
  }

  /// A path as seen from the folder of another file.
  ///
  /// Both are as the user wrote them. An absolute path stays absolute, and so does the result where
  /// only one of them is.
  static func relative(_ path: String, toFolderOf other: String) -> String {
    guard !path.hasPrefix("/"), !other.hasPrefix("/") else { return path }
    let folder = components(other).dropLast()
    guard !folder.contains("..") else { return path }
    let target = components(path)
    let shared = zip(folder, target.dropLast()).prefix { $0 == $1 }.count
    let up = [String](repeating: "..", count: folder.count - shared)
    return (up + target.dropFirst(shared)).joined(separator: "/")
  }

  /// A path that was stored as seen from the folder of another file.
  static func resolved(_ path: String, fromFolderOf other: String) -> String {
    guard !path.hasPrefix("/"), let slash = other.lastIndex(of: "/") else { return path }
    return other[...slash] + path
  }

  private static func components(_ path: String) -> [String] {
    path.split(separator: "/").map(String.init).filter { $0 != "." }
  }
}
