import ForecastSeries
import Glibc

/// Chooses the blend of a panel by held-out windows.
///
/// The share that was best on the windows is drawn towards a usual one, by as much as a few windows
/// would weigh: a single series has hardly one independent window, a thousand series need less help.
/// Usual is a half where series are short, less where they are few as well; the longer they are, the
/// more the network knows that its neighbours do not.
struct BlendChoice {
  /// The rules that are tried together, by their names; the first is the usual partner.
  static let partners: [[String]] = [
    ["ets", "dynamic-optimized-theta"], ["dynamic-optimized-theta"], ["ets"], ["mstl"],
    ["seasonal-naive"], ["naive"],
  ]

  /// Every rule that a partner needs and the catalog has.
  static var rules: [Baseline] {
    ModelCatalog.baselines.filter { rule in partners.contains { $0.contains(rule.name) } }
  }

  let windows: [BlendWindow]
  let rules: [Baseline]
  /// How many independent windows they are worth.
  let weight: Double
  /// The network's share that is taken for granted.
  var usualShare = 0.5

  /// What is served where no row could be set apart to choose by.
  ///
  /// - Parameter panel: what is learned from.
  /// - Returns: the usual share of the network, the usual partner for the rest.
  static func usualBlend(for panel: Panel) -> Blend {
    let partner = rules.filter { partners[0].contains($0.name) }
    let share = usualShare(rows: panel.typicalLength, series: panel.count)
    return blend(networkShare: share, rules: partner)
  }

  /// The blend of a share in steps of a twentieth; one that would be left a single step is left none.
  private static func blend(networkShare: Double, rules: [Baseline]) -> Blend {
    let rounded = (networkShare * 20).rounded() / 20
    let share = rounded >= 0.95 ? 1 : rounded <= 0.05 ? 0 : rounded
    return share == 1 ? .networkAlone : Blend(networkShare: share, rules: rules)
  }

  /// The blend with the lowest error.
  func blend() -> Blend {
    guard !windows.isEmpty else { return .networkAlone }
    let unit = reference()
    var best: (blend: Blend, losses: [Double])?
    for names in BlendChoice.partners {
      let chosen = names.compactMap { name in rules.firstIndex { $0.name == name } }
      guard chosen.count == names.count else { continue }
      let blend = BlendChoice.blend(
        networkShare: share(rules: chosen, unit: unit), rules: chosen.map { rules[$0] })
      let losses = losses(networkShare: blend.networkShare, rules: chosen, unit: unit)
      if let best, !isClearlyLower(losses, than: best.losses) { continue }
      best = (blend, losses)
    }
    return best?.blend ?? .networkAlone
  }

  /// The best share of the network, drawn towards the usual one.
  private func share(rules chosen: [Int], unit: BlendWindow.Errors) -> Double {
    var best = (share: 0.5, loss: Double.infinity)
    for tenth in 0...20 {
      let share = Double(tenth) / 20
      let losses = losses(networkShare: share, rules: chosen, unit: unit)
      let loss = losses.reduce(0, +)
      if loss < best.loss { best = (share, loss) }
    }
    return (weight * best.share + BlendChoice.priorWeight * usualShare)
      / (weight + BlendChoice.priorWeight)
  }

  /// The loss of each window: half by the series' changes, half by its size, each in units of what the
  /// windows' first rule leaves on average.
  private func losses(
    networkShare: Double, rules chosen: [Int], unit: BlendWindow.Errors
  ) -> [Double] {
    windows.map { window in
      let errors = window.errors(networkShare: networkShare, rules: chosen)
      return 0.5 * errors.scaled / unit.scaled + 0.5 * errors.relative / unit.relative
    }
  }

  /// What the mean of all rules leaves on average.
  private func reference() -> BlendWindow.Errors {
    var unit = BlendWindow.Errors()
    for window in windows {
      let errors = window.errors(networkShare: 0, rules: Array(rules.indices))
      unit.scaled += errors.scaled / Double(windows.count)
      unit.relative += errors.relative / Double(windows.count)
    }
    return BlendWindow.Errors(
      scaled: unit.scaled > 0 ? unit.scaled : 1, relative: unit.relative > 0 ? unit.relative : 1)
  }

  /// Whether losses are lower by more than chance would explain: a paired test.
  private func isClearlyLower(_ losses: [Double], than others: [Double]) -> Bool {
    let differences = zip(others, losses).map { $0 - $1 }
    return weight > 2
      && PairedEvidence.standardErrors(of: differences, worth: weight) > BlendChoice.clear
  }

  /// The usual share of the network: 0.3 for series up to 20 rows, a half from 100 to 150, 0.9 from 600
  /// on, and less where it has learned from fewer than 600 rows in all, down to two fifths of that for 30.
  ///
  /// - Parameters:
  ///   - rows: the length of the typical series.
  ///   - series: how many there are.
  /// - Returns: in between, straight lines over the logarithms.
  static func usualShare(rows: Int, series: Int) -> Double {
    let long = way(rows, from: 150, to: 600), many = way(rows * series, from: 30, to: 600)
    let short = 1 - way(rows, from: 20, to: 100)
    return (0.5 + 0.4 * long - 0.2 * short) * (0.4 + 0.6 * many)
  }

  /// How far a count has come between two others, 0 … 1, by its logarithm.
  private static func way(_ count: Int, from first: Double, to last: Double) -> Double {
    min(max(log(Double(max(count, 1)) / first) / log(last / first), 0), 1)
  }

  /// As many windows as the usual blend is trusted like.
  private static let priorWeight = 8.0
  /// Standard errors that make a difference clear.
  private static let clear = 2.0
}
