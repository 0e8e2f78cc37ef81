extension Baseline {
  /// Tomorrow is as today: the last value, carried on.
  public static let naive = Baseline(name: "naive", memory: .seasons(8)) { values, _, horizon in
    let last = values.last { !$0.isNaN } ?? .nan
    return [Double](repeating: last, count: horizon)
  }
}
