/// A small seeded generator for tests, benchmarks and campaigns, so that a failure comes back: SplitMix64
/// (Steele, Lea and Flood 2014).
public struct TestGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// Begins a sequence.
  ///
  /// - Parameter seed: Which sequence.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Spread evenly over −1 ..< 1.
  public mutating func float() -> Float { Float(next() >> 40) * 0x1p-23 - 1 }

  /// Floats spread evenly over −scale ..< scale.
  public mutating func floats(_ count: Int, scale: Float = 1) -> [Float] {
    (0..<count).map { _ in scale * float() }
  }
}
