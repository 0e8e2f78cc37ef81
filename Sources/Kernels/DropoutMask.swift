extension AlignedFloats {
  /// Draws the factors of dropout: 0 with probability `rate`, else 1 / (1 − rate).
  ///
  /// A factor depends on its coordinates alone, not on what was drawn before: so masks are the same
  /// for any number of threads and any cut of the rows.
  ///
  /// - Parameters:
  ///   - rate: The probability of a zero, from 0 to below 1.
  ///   - seed: What tells this draw from others.
  ///   - steps: How many steps, from the first float on.
  ///   - firstStep: The first one's number.
  ///   - rows: The numbers of a step's rows.
  ///   - width: The floats of a row.
  public mutating func drawDropout(
    rate: Float, seed: UInt64, steps: Int, firstStep: Int, rows: Range<Int>, width: Int
  ) {
    precondition(rate >= 0 && rate < 1, "a rate is a probability below one")
    check(0..<steps * rows.count * width)
    let limit = UInt32(Double(rate) * 0x1p32), kept = 1 / (1 - rate)
    unsafe withMutablePointer { floats in
      var at = 0
      for step in firstStep..<firstStep + steps {
        for row in rows {
          let line = mixed(seed ^ mixed(UInt64(step) << 32 | UInt64(row)))
          for k in 0..<width {
            unsafe floats[at] =
              UInt32(truncatingIfNeeded: mixed(line &+ UInt64(k))) < limit ? 0 : kept
            at += 1
          }
        }
      }
    }
  }
}

/// One step of SplitMix64 (Steele, Lea and Flood 2014): every bit of the result depends on every bit.
private func mixed(_ value: UInt64) -> UInt64 {
  var z = value &+ 0x9E37_79B9_7F4A_7C15
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}
