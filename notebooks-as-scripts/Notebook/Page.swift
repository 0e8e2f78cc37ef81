import ForecastStorage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// The page that a story is written on: text, then code, then what the code printed, as Markdown on
/// standard output.
///
/// The code on the page is the code that runs. The compiler notes for each cell the file and the line
/// where it begins, and the page shows the lines from there to the next line that speaks to `page`.
/// Nothing is written twice, so nothing can drift. Without the source at hand, or where it was edited
/// after the build, the page leaves the code out and says so; text and output stay.
///
/// ```swift
/// page.text("## Two numbers")
/// page.cell()
/// let sum = 1 + 2
/// print(sum)
/// page.text("That was easy.")
/// ```
public final class Page {
  private var sources: [String: [String]] = [:]
  private var isOutputOpen = false
  private var isCodeMissing = false

  private init() {}

  /// Tells a story and ends the program: with 0, or with 1 and a line on standard error if it threw.
  ///
  /// - Parameter story: writes on the page it is given.
  public static func tell(_ story: (Page) throws -> Void) -> Never {
    let page = Page()
    do {
      try story(page)
      page.closeOutput()
      if page.isCodeMissing {
        print("\n*The source of this page is not as it was built: its code is left out.*")
      }
      exit(0)
    } catch {
      page.closeOutput()
      try? StandardOutput.writeError("\(error)\n")
      exit(1)
    }
  }

  /// Writes a paragraph, a heading, a table: any Markdown.
  public func text(_ markdown: String) {
    closeOutput()
    print(markdown, terminator: "\n\n")
  }

  /// Begins a cell: shows the code from the next line on; what it prints follows as its output.
  public func cell(file: String = #filePath, line: Int = #line) {
    closeOutput()
    write(code: cellLines(file: file, line: line))
    print("```text")
    isOutputOpen = true
  }

  /// Begins a cell that prints nothing.
  public func quietCell(file: String = #filePath, line: Int = #line) {
    closeOutput()
    write(code: cellLines(file: file, line: line))
  }

  /// Ends a cell where lines follow that are no part of it.
  public func end() { closeOutput() }

  /// Shows a whole source file that lies beside the caller's, without its imports.
  public func source(_ name: String, file: String = #filePath) {
    closeOutput()
    let folder = file.lastIndex(of: "/").map { file[...$0] } ?? ""
    write(code: lines(of: folder + name).filter { !$0.hasPrefix("import ") })
  }

  private func closeOutput() {
    if isOutputOpen { print("```", terminator: "\n\n") }
    isOutputOpen = false
  }

  private func write(code lines: [String]) {
    func isBlank(_ line: String) -> Bool { line.allSatisfy(\.isWhitespace) }
    let code = lines.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
    guard !code.isEmpty else {
      isCodeMissing = true
      return
    }
    let indent = code.filter { !isBlank($0) }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    print("```swift")
    for line in code { print(line.dropFirst(indent)) }
    print("```", terminator: "\n\n")
  }

  /// The lines after one that speaks to `page`, up to the next.
  private func cellLines(file: String, line: Int) -> [String] {
    let source = lines(of: file)
    guard source.indices.contains(line - 1), speaksToPage(source[line - 1]) else { return [] }
    return Array(source[line...].prefix { !speaksToPage($0) })
  }

  private func speaksToPage(_ line: String) -> Bool {
    line.drop { $0 == " " }.hasPrefix("page.")
  }

  private func lines(of path: String) -> [String] {
    if let known = sources[path] { return known }
    let bytes = (try? RegularFile.read(path: path, limit: 1 << 20)) ?? []
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    sources[path] = lines
    return lines
  }
}
