/// The id of a row whose id stands in several columns, its parts with a slash between.
///
/// Where parts hold slashes of their own, two rows may have one id though their columns differ; where
/// each id of that kind was cut at first is therefore kept.
struct CombinedIdentifier: Sendable, Equatable {
  /// Where the parts of an id end, and the first line that has it so.
  struct Cut: Sendable, Equatable {
    let ends: [Int]
    let line: Int
  }

  private(set) var bytes: [UInt8] = []
  private(set) var ends: [Int] = []
  /// Whether a part holds a slash.
  private(set) var isDoubtful = false

  private static let mark = UInt8(ascii: "/")

  /// Joins a row's parts.
  init(_ record: CSVRecord, _ columns: [Int]) {
    for column in columns {
      if !ends.isEmpty { bytes.append(CombinedIdentifier.mark) }
      let part = record.bytes[record.range(of: column)]
      isDoubtful = isDoubtful || part.contains(CombinedIdentifier.mark)
      bytes += part
      ends.append(bytes.count)
    }
  }

  /// Whether no part holds anything.
  var isEmpty: Bool { bytes.count == ends.count - 1 }

  /// What the parts are, each in quotes.
  static func listing(_ text: [UInt8], _ ends: [Int]) -> String {
    let starts = [0] + ends.dropLast().map { $0 + 1 }
    return zip(starts, ends).map { QuotedCell.quoting(text[$0..<$1]) }.joined(separator: " and ")
  }

  /// Says that an id stands for two things.
  ///
  /// - Parameters:
  ///   - text: the id.
  ///   - ends: where its parts end in a row.
  ///   - cut: where they ended before.
  ///   - file: the file of the first line, where it is another one than that of the row.
  ///   - place: where the row stands.
  /// - Returns: both readings, and what to do.
  static func fault(
    _ text: [UInt8], _ ends: [Int], first cut: Cut, in file: String? = nil, at place: SourceLocation
  ) -> IngestionError {
    let line = file.map { "line \(cut.line) of \($0)" } ?? "line \(cut.line)"
    return IngestionError(
      .value,
      "two series would have the id \(QuotedCell.quoting(text[...])): \(listing(text, cut.ends)) on "
        + "\(line), and \(listing(text, ends)) here",
      at: place, hint: "write another sign for '/' in these columns, or --id with other ones")
  }
}
