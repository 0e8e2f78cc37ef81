extension Baseline {
  /// The last season, repeated; a season of one is the naive rule.
  ///
  /// Where the last season misses a value, the one before it answers for that position, and so on.
  public static let seasonalNaive = Baseline(name: "seasonal-naive") { values, season, horizon in
    guard season > 1 else { return naive.rule(values, 1, horizon) }
    return (0..<horizon).map { step in
      var index = values.endIndex - season + step % season
      while index >= values.startIndex {
        if !values[index].isNaN { return values[index] }
        index -= season
      }
      return values.last { !$0.isNaN } ?? .nan
    }
  }
}
