extension RandomSource {
  /// A whole number below a bound, each equally likely.
  ///
  /// Lemire's multiplication method, spelled out here because the standard library may change its own
  /// from release to release, and a seed must mean the same for ever.
  ///
  /// - Parameter bound: at least 1.
  /// - Returns: 0 ..< bound.
  public mutating func index(below bound: Int) -> Int {
    precondition(bound >= 1, "there is nothing below \(bound)")
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  /// Puts elements into random order (Fisher and Yates).
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in elements.indices.reversed().dropLast() {
      elements.swapAt(last, index(below: last + 1))
    }
  }
}
