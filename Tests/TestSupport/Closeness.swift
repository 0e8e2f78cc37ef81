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
