/// The ids of a file's series, each kept once, in the order in which they first appear.
///
/// Rows of one series mostly follow each other, so the id of the row before is tried first; the others
/// are found by a hash of their bytes, and no text is made of any of them.
struct IdentifierTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Open addressing; -1 is a free place.
  private var places = [Int32](repeating: -1, count: 64)
  private var last = 0

  /// How many different ids there are.
  var count: Int { ends.count }

  /// The texts in order; only valid UTF-8 is ever put in.
  var texts: [String] {
    (0..<count).map { String(decoding: bytes[range(of: $0)], as: UTF8.self) }
  }

  private func range(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  /// The number of an id, a new one where it was not seen before; nil where it is not valid UTF-8.
  mutating func index(of field: [UInt8], _ range: Range<Int>) -> Int32? {
    if last < count, matches(last, field, range) { return Int32(last) }
    var place = hash(field, range) & (places.count - 1)
    while places[place] >= 0 {
      let index = Int(places[place])
      if matches(index, field, range) {
        last = index
        return Int32(index)
      }
      place = (place + 1) & (places.count - 1)
    }
    guard String(validating: field[range], as: UTF8.self) != nil else { return nil }
    bytes.append(contentsOf: field[range])
    ends.append(bytes.count)
    last = count - 1
    places[place] = Int32(last)
    if count * 2 > places.count { grow() }
    return Int32(last)
  }

  private func matches(_ index: Int, _ field: [UInt8], _ range: Range<Int>) -> Bool {
    let own = self.range(of: index)
    guard own.count == range.count else { return false }
    // The end of an id differs more often than its beginning.
    var distance = 1
    while distance <= range.count {
      guard bytes[own.upperBound - distance] == field[range.upperBound - distance] else {
        return false
      }
      distance += 1
    }
    return true
  }

  /// FNV-1a.
  private func hash(_ field: [UInt8], _ range: Range<Int>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for position in range { hash = (hash ^ UInt64(field[position])) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash ^ (hash >> 32))
  }

  private mutating func grow() {
    places = [Int32](repeating: -1, count: places.count * 2)
    for index in 0..<count {
      var place = hash(bytes, range(of: index)) & (places.count - 1)
      while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Int32(index)
    }
  }
}
