/// A number of bytes as people write it: `500M`, `2G`; each letter is 1024 times the one before.
public struct ByteCount: Sendable, Hashable, CustomStringConvertible {
  /// How many bytes.
  public let bytes: Int

  /// Takes a number of bytes.
  public init(_ bytes: Int) { self.bytes = bytes }

  /// Reads a whole number above zero with K, M, G or nothing behind it; nil for anything else.
  public init?(parsing text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let shift: Int? =
      switch text.dropFirst(digits.count).uppercased() {
      case "": 0
      case "K": 10
      case "M": 20
      case "G": 30
      default: nil
      }
    guard let shift, let count = Int(digits), count > 0, count <= Int.max >> shift else {
      return nil
    }
    bytes = count << shift
  }

  /// The number with the largest letter that leaves no rest, or rounded up to at most four digits and a
  /// letter: `init(parsing:)` reads no less.
  public var description: String {
    let letters = [("", 0), ("K", 10), ("M", 20), ("G", 30)]
    let whole = letters.last { bytes & (1 << $0.1 - 1) == 0 }
    if let (letter, shift) = whole, bytes > 0, shift > 0 { return "\(bytes >> shift)\(letter)" }
    for (letter, shift) in letters {
      let count = bytes >> shift + (bytes & (1 << shift - 1) > 0 ? 1 : 0)
      if count < 10_000 || letter == "G" { return "\(count)\(letter)" }
    }
    return "\(bytes)"
  }
}
