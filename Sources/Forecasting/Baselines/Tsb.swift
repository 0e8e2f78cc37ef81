extension Baseline {
  /// The rule of Teunter, Syntetos and Babai (2011) for demand that comes now and then, or no more.
  ///
  /// The rate is the smoothed size of a demand times the smoothed probability that a step has one. Unlike
  /// Croston's interval the probability is learned at every step, so the forecast of an article that
  /// nobody buys any more goes to zero.
  public static let tsb = Baseline(name: "tsb", memory: .everything) { values, _, horizon in
    IntermittentDemand.forecast(values, horizon: horizon) { $0.size * $0.probability }
  }
}
