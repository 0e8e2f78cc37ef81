internal import CKernels

/// How times of one width are written: where the digits of each part stand, and what stands between.
public struct FixedClock: Sendable, Equatable {
  /// A part of such a time; the year has four digits, all others two.
  public enum Part: Int, Sendable, CaseIterable {
    case year, month, day, hour, minute, second
  }

  /// The longest time that is read.
  public static let longest = 40

  private var places: [Part: Int] = [:]
  private var literals: [UInt8] = []
  /// Seconds that are added to each time.
  public var shift = 0

  /// Makes an empty form.
  public init() {}

  /// Adds a part.
  ///
  /// - Parameter part: one that was not added before.
  public mutating func append(_ part: Part) {
    precondition(places[part] == nil)
    places[part] = literals.count
    literals += [UInt8](repeating: 0, count: part == .year ? 4 : 2)
  }

  /// Adds a byte that stands for itself.
  public mutating func append(_ literal: UInt8) {
    precondition(literal != 0)
    literals.append(literal)
  }

  /// Whether it can be read: it has a year and is not too long.
  public var isUsable: Bool { places[.year] != nil && literals.count <= FixedClock.longest }

  var native: ck_table_clock {
    func place(_ part: Part) -> Int32 { Int32(places[part] ?? -1) }
    var clock = ck_table_clock()
    (clock.year, clock.month, clock.day) = (place(.year), place(.month), place(.day))
    (clock.hour, clock.minute, clock.second) = (place(.hour), place(.minute), place(.second))
    clock.length = literals.count
    clock.shift = Int64(shift)
    unsafe withUnsafeMutableBytes(of: &clock.literals) { bytes in
      for (index, literal) in literals.prefix(bytes.count).enumerated() {
        unsafe bytes[index] = literal
      }
    }
    return clock
  }
}
