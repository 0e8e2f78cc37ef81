extension Baseline {
  /// The last season, repeated; a season of one is the naive rule.
  ///
  /// Where the last season misses a value, the one before it answers for that position, and so on.
  public static let seasonalNaive = Baseline(name: "seasonal-naive", memory: .seasons(8)) {
    values, seasons, horizon in
    let season = seasons.main
    guard season > 1 else { return naive.rule(values, seasons, horizon) }
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
