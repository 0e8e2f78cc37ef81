extension Baseline {
  /// The straight line from the first measured value to the last one, carried on.
  ///
  /// The mean change of a step is the best that a random walk with drift leaves to learn.
  public static let drift = Baseline(name: "drift", memory: .everything) { values, _, horizon in
    guard let first = values.firstIndex(where: { !$0.isNaN }),
      let last = values.lastIndex(where: { !$0.isNaN })
    else { return [Double](repeating: .nan, count: horizon) }
    let width = Double(max(last - first, 1))
    let slope = values[last] / width - values[first] / width
    let unseen = values.endIndex - 1 - last
    return (0..<horizon).map { step in
      FilledPast.bounded(values[last] + slope * Double(unseen + step + 1))
    }
  }
}
