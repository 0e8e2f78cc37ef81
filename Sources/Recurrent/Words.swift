/// Numbers as 64-bit words, bit for bit, in the order in which they were added: what a checkpoint keeps
/// beside the weights.
public struct Words: Sendable, Hashable {
  /// The words.
  public private(set) var all: [UInt64]
  private var place = 0

  /// Takes words to be read from the first on.
  public init(_ words: [UInt64] = []) { all = words }

  /// Adds a count.
  public mutating func add(_ count: Int) { all.append(UInt64(bitPattern: Int64(count))) }

  /// Adds a number, infinite or NaN as it is.
  public mutating func add(_ number: Double) { all.append(number.bitPattern) }

  /// Adds a number that may be absent.
  public mutating func add(_ number: Double?) {
    add(number == nil ? 0 : 1)
    add(number ?? 0)
  }

  /// Adds the words of something else.
  public mutating func add(_ others: Words) { all += others.all }

  /// The next word; nil at the end.
  public mutating func next() -> UInt64? {
    guard place < all.count else { return nil }
    place += 1
    return all[place - 1]
  }

  /// The next word as a count; nil at the end, or where it is none.
  public mutating func nextCount() -> Int? {
    guard let word = next(), word <= UInt64(Int32.max) else { return nil }
    return Int(word)
  }

  /// The next word as a number; nil at the end.
  public mutating func nextNumber() -> Double? { next().map(Double.init(bitPattern:)) }

  /// The next two words as a number that may be absent; nil at the end.
  public mutating func nextOptional() -> Double?? {
    guard let isThere = nextCount(), isThere <= 1, let number = nextNumber() else { return nil }
    return .some(isThere == 1 ? number : nil)
  }

  /// Whether all words have been read.
  public var isAtEnd: Bool { place == all.count }
}
