/// A seeded source of random numbers: xoshiro256\*\*, started by SplitMix64.
///
/// The system's generator gives other numbers each run; this one gives the same ones for the same seed
/// for ever, which is what lets a run be repeated to the byte. Both algorithms are those of David
/// Blackman and Sebastiano Vigna (prng.di.unimi.it); the tests hold their published numbers. It is not
/// for secrets.
public struct RandomSource: RandomNumberGenerator, Sendable, Equatable {
  private var s0: UInt64
  private var s1: UInt64
  private var s2: UInt64
  private var s3: UInt64

  /// Creates a source from a seed.
  ///
  /// Streams let parts of a run draw independently: what one member of an ensemble draws does not
  /// depend on how much another has drawn, nor on the order in which they run. Stream 0 is the
  /// published seeding.
  public init(seed: UInt64, stream: UInt64 = 0) {
    var mixer = SplitMix64(state: seed)
    if stream != 0 {
      // Mixed one after the other: mixed alike, seed 1 with stream 2 would be seed 2 with stream 1.
      var inner = SplitMix64(state: mixer.next() ^ stream)
      mixer = SplitMix64(state: inner.next())
    }
    (s0, s1, s2, s3) = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  /// Takes up a source where another one stood, from its ``state``.
  ///
  /// Nothing is returned unless there are four words, and not all of them zero: from there the
  /// generator would never move.
  public init?(state: [UInt64]) {
    guard state.count == 4, state.contains(where: { $0 != 0 }) else { return nil }
    (s0, s1, s2, s3) = (state[0], state[1], state[2], state[3])
  }

  /// The four words that decide everything to come, for a checkpoint.
  public var state: [UInt64] { [s0, s1, s2, s3] }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let product = s1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = (s3 << 45) | (s3 >> 19)
    return result
  }
}

/// SplitMix64: turns any seed, also 0 or 1, into well mixed words.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
