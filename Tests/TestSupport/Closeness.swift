/// The largest |a − b| over the largest |b|: how far a tensor is from its reference.
///
/// Infinite where a value is not finite or the counts differ; if the reference is all zero, the
/// largest |a| itself.
public func distance<A: BinaryFloatingPoint, B: BinaryFloatingPoint>(
  _ a: [A], from reference: [B]
) -> Double {
  guard a.count == reference.count else { return .infinity }
  var largest = 0.0
  var difference = 0.0
  for (x, y) in zip(a, reference) {
    guard x.isFinite, y.isFinite else { return .infinity }
    largest = max(largest, abs(Double(y)))
    difference = max(difference, abs(Double(x) - Double(y)))
  }
  return largest > 0 ? difference / largest : difference
}

/// A small generator for tests: SplitMix64 (Steele, Lea and Flood 2014).
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

  /// Floats spread evenly over −scale ..< scale.
  public mutating func floats(_ count: Int, scale: Float = 1) -> [Float] {
    (0..<count).map { _ in scale * (Float(next() >> 40) * 0x1p-23 - 1) }
  }
}
