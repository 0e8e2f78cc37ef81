/// Chooses the series that depart from the panel's blend.
///
/// Taking for each series what was best on a few windows loses more than it gains, so four guards stand
/// before a departure: the series has windows that do not share rows; a paired test says that the other
/// is better; the choice made on the earlier windows holds on the later ones for the series that depart
/// together; and what departed before stays until the evidence turns, so that `method` does not flap
/// from one fit to the next.
struct GateChoice {
  let windows: [BlendWindow]
  let rules: [Baseline]
  let blend: Blend
  /// How many of a series' windows are worth one that shares no rows with the others.
  let independentWindows: Double
  /// What was served before this fit.
  let previous: SeriesGate

  /// The departures by the series' number.
  func departures(key: (Int) -> UInt64) -> [Int: SeriesGate.Choice] {
    guard independentWindows >= GateChoice.fewestWindows else { return [:] }
    let bySeries = Dictionary(grouping: windows, by: \.series)
    var early: [Int: SeriesGate.Choice] = [:], all = early
    for (series, windows) in bySeries where windows.count >= 6 {
      let before = previous.choice(forKey: key(series))
      let cut = windows.count * 2 / 3
      early[series] = choice(on: Array(windows.prefix(cut)), before: before, share: 2.0 / 3)
      all[series] = choice(on: windows, before: before, share: 1)
    }
    guard holdsLater(early, in: bySeries) else { return [:] }
    return all.compactMapValues { $0 }
  }

  /// Whether what the earlier windows chose was better on the later ones, over all that depart.
  private func holdsLater(
    _ choices: [Int: SeriesGate.Choice], in bySeries: [Int: [BlendWindow]]
  ) -> Bool {
    guard !choices.isEmpty else { return true }
    var gain = 0.0
    for (series, choice) in choices.sorted(by: { $0.key < $1.key }) {
      guard let windows = bySeries[series] else { continue }
      let later = windows.dropFirst(windows.count * 2 / 3)
      let unit = later.reduce(0) { $0 + loss($1, .blend) }
      guard unit > 0 else { continue }
      gain += later.reduce(0) { $0 + loss($1, .blend) - loss($1, choice) } / unit
    }
    return gain > 0
  }

  private func choice(
    on windows: [BlendWindow], before: SeriesGate.Choice, share: Double
  ) -> SeriesGate.Choice? {
    var best: (choice: SeriesGate.Choice, evidence: Double)?
    for choice in SeriesGate.Choice.allCases where choice != .blend {
      let differences = windows.map { loss($0, .blend) - loss($0, choice) }
      let wanted = choice == before ? GateChoice.toStay : GateChoice.toDepart
      let evidence =
        PairedEvidence.standardErrors(
          of: differences, worth: independentWindows * share) - wanted
      if evidence > 0, evidence > best?.evidence ?? 0 { best = (choice, evidence) }
    }
    return best?.choice
  }

  private func loss(_ window: BlendWindow, _ choice: SeriesGate.Choice) -> Double {
    let partners = blend.rules.compactMap { rule in rules.firstIndex { $0.name == rule.name } }
    switch choice {
    case .blend:
      return window.errors(networkShare: blend.networkShare, rules: partners).scaled
    case .network: return window.errors(networkShare: 1, rules: []).scaled
    case .rules:
      guard !partners.isEmpty else { return .infinity }
      return window.errors(networkShare: 0, rules: partners).scaled
    case .seasonalNaive:
      guard let rule = rules.firstIndex(where: { $0.name == Baseline.seasonalNaive.name }) else {
        return .infinity
      }
      return window.errors(networkShare: 0, rules: [rule]).scaled
    }
  }

  /// Independent windows below which a series says nothing of itself.
  private static let fewestWindows = 4.0
  /// Standard errors that a departure takes, and that it keeps on.
  private static let toDepart = 3.0
  private static let toStay = 1.0
}
