extension Baseline {
  /// Croston's rule for demand that comes now and then, without its bias (Syntetos and Boylan, 2005).
  ///
  /// The rate is the smoothed size z of a demand by the smoothed steps p between demands. The mean of
  /// 1/p is more than one by the mean of p, so the rate is (1 − α/2) z/p, α the smoothing weight. Where
  /// every step has a demand, p does not vary and nothing is taken off.
  public static let croston = Baseline(name: "croston", memory: .everything) { values, _, horizon in
    IntermittentDemand.forecast(values, horizon: horizon) { demand in
      let rate = demand.size / demand.interval
      return demand.isIntermittent ? (1 - IntermittentDemand.weight / 2) * rate : rate
    }
  }
}
