/// Which number of its distribution a forecast says as its point.
public enum PointRule: String, Sendable, CaseIterable {
  /// Half of what comes lies below: right for absolute errors.
  case median
  /// The expected value: right for squared errors, and the one whose sums are right.
  case mean
}
