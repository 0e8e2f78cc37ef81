import ForecastSeries
import ForecastStorage

/// The system's file of a time zone (TZif, RFC 8536).
struct ZoneFile {
  /// Where systems keep them.
  static let folders = [
    "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo",
  ]
  private static let largest = 1_024 * 1_024
  private static let headerLength = 44

  /// Reads the rules of a zone by its name, `Europe/Berlin`.
  static func rules(named name: String) throws(IngestionError) -> TimeZoneRules {
    if name == "UTC", let rules = TimeZoneRules(name: name, offsetBefore: 0, changes: []) {
      return rules
    }
    guard isName(name) else { throw unknown(name) }
    for folder in folders {
      let bytes: [UInt8]
      do {
        bytes = try RegularFile.read(path: "\(folder)/\(name)", limit: largest)
      } catch  where error.kind == .notFound || error.kind == .isDirectory {
        continue
      } catch {
        throw IngestionError(error)
      }
      guard let rules = rules(named: name, in: bytes) else {
        throw IngestionError(
          .usage, "\(folder)/\(name) is no file of a time zone that is read",
          hint: "install the package tzdata again")
      }
      return rules
    }
    throw unknown(name)
  }

  /// Whether a text can be the name of a zone; no other file is ever opened.
  private static func isName(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return name.utf8.count <= 64
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy {
            let character = Character(UnicodeScalar($0))
            return $0 < 0x80
              && (character.isLetter || character.isNumber || "_+-".contains(character))
          }
      }
  }

  private static func unknown(_ name: String) -> IngestionError {
    IngestionError(
      .usage, "--tz \(QuotedCell.quoting(name)) is no time zone of this system",
      hint: "a name such as Europe/Berlin, America/New_York or UTC; or install the package tzdata")
  }

  /// Reads the rules from a file's bytes; nil where they are none.
  static func rules(named name: String, in bytes: [UInt8]) -> TimeZoneRules? {
    guard let old = Block(bytes, at: 0, timeSize: 4) else { return nil }
    guard bytes[4] >= UInt8(ascii: "2") else {
      return old.changes(of: bytes).flatMap {
        TimeZoneRules(name: name, offsetBefore: $0.first, changes: $0.changes)
      }
    }
    guard let new = Block(bytes, at: old.end, timeSize: 8), bytes[new.end...].first == 0x0A,
      let newline = bytes[(new.end + 1)...].firstIndex(of: 0x0A),
      let rule = String(validating: bytes[(new.end + 1)..<newline], as: UTF8.self),
      let table = new.changes(of: bytes)
    else { return nil }
    return TimeZoneRules(
      name: name, offsetBefore: table.first, changes: table.changes, rule: rule)
  }

  /// One of the two tables of a file: the old one has times of four bytes, the new one of eight.
  private struct Block {
    private let times: Int
    private let timeSize: Int
    private let timeCount: Int
    private let typeCount: Int
    /// Where the table ends.
    let end: Int

    /// Finds the table's parts; nil where they are not all there, or seconds leap.
    init?(_ bytes: [UInt8], at start: Int, timeSize: Int) {
      guard bytes.count - start >= headerLength,
        bytes[start..<(start + 4)].elementsEqual("TZif".utf8)
      else { return nil }
      let counts = (0..<6).map { ZoneFile.integer(bytes, at: start + 20 + $0 * 4, size: 4) }
      guard counts.allSatisfy({ (0...ZoneFile.largest).contains($0) }), counts[2] == 0,
        counts[4] > 0
      else { return nil }
      times = start + headerLength
      self.timeSize = timeSize
      (timeCount, typeCount) = (counts[3], counts[4])
      end = times + timeCount * (timeSize + 1) + typeCount * 6 + counts[5] + counts[1] + counts[0]
      guard end <= bytes.count else { return nil }
    }

    /// The offset before the first change, and each change; nil where one names a type that is not there.
    func changes(of bytes: [UInt8]) -> (first: Int, changes: [(instant: Int, offset: Int)])? {
      let kinds = times + timeCount * timeSize
      let types = kinds + timeCount
      func offset(_ type: Int) -> Int { ZoneFile.integer(bytes, at: types + type * 6, size: 4) }
      var changes: [(instant: Int, offset: Int)] = []
      var last = offset(0)
      for index in 0..<timeCount {
        let type = Int(bytes[kinds + index])
        guard type < typeCount else { return nil }
        // A new name or a new kind of the same clock is no change of it.
        guard offset(type) != last else { continue }
        last = offset(type)
        changes.append(
          (ZoneFile.integer(bytes, at: times + index * timeSize, size: timeSize), last))
      }
      return (offset(0), changes)
    }
  }

  /// A signed integer, its highest byte first.
  private static func integer(_ bytes: [UInt8], at start: Int, size: Int) -> Int {
    let bits = bytes[start..<(start + size)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return size == 4 ? Int(Int32(truncatingIfNeeded: bits)) : Int(truncatingIfNeeded: bits)
  }
}
