import ForecastRecurrent
public import ForecastSeries
import ForecastStorage

/// What tells one fit from another: all that the trained networks depend on, as digests.
///
/// Threads are not among it, because the result does not depend on them.
public struct FitFingerprint: Sendable, Equatable {
  /// A part of it and what it is called when it differs.
  enum Part: String, CaseIterable {
    case data, settings, seed, kernel, program

    var words: String {
      switch self {
      case .data: "of other data"
      case .settings: "with other settings"
      case .seed: "with another seed"
      case .kernel: "on another kernel path"
      case .program: "by another release of the program"
      }
    }
  }

  let texts: [Part: String]

  /// Takes the digest of a fit.
  ///
  /// - Parameters:
  ///   - fit: what is fitted.
  ///   - rows: what it is fitted to, as `ModelFit.run` gets it.
  ///   - context: its seed and memory.
  ///   - programVersion: the release that fits.
  ///   - isBudgeted: whether it has a budget; then it is no other fit's.
  public init(
    of fit: ModelFit, rows: Panel, context: FitContext, programVersion: String,
    isBudgeted: Bool = false
  ) {
    texts = [
      .data: Self.digest(of: rows),
      .settings: Self.digest(of: fit, context: context) + (isBudgeted ? " budget" : ""),
      .seed: String(context.seed), .kernel: RecurrentForecaster.kernelName,
      .program: programVersion,
    ]
  }

  /// Reads what `metadata` gives; nil where a part is missing.
  init?(metadata: [String: String]) {
    var texts: [Part: String] = [:]
    for part in Part.allCases {
      guard let text = metadata[part.rawValue] else { return nil }
      texts[part] = text
    }
    self.texts = texts
  }

  /// The parts as texts of a file.
  var metadata: [String: String] {
    Dictionary(uniqueKeysWithValues: texts.map { ($0.key.rawValue, $0.value) })
  }

  /// How another fit differs, in words; nil where it is the same.
  ///
  /// - Parameter other: the other fit.
  /// - Returns: such as `of other data`.
  func difference(of other: FitFingerprint) -> String? {
    Part.allCases.first { texts[$0] != other.texts[$0] }?.words
  }

  private static func digest(of rows: Panel) -> String {
    var digest = SHA256()
    func add(_ text: String) {
      digest.update(Array("\(text.utf8.count) \(text)".utf8))
    }
    add("\(rows.frequency) \(rows.count)")
    for index in rows.indices {
      let series = rows[index]
      add(series.identifier)
      add("\(series.count) \(series.axis.frequency)")
      guard let last = series.lastTimestamp else { continue }
      add("\(series.axis.timestamp(at: 0).seconds) \(last.seconds)")
      digest.update(series.values.flatMap { bytes(of: $0.bitPattern) })
    }
    return digest.hexadecimalDigest()
  }

  private static func digest(of fit: ModelFit, context: FitContext) -> String {
    var digest = SHA256()
    // A description of plain values names every setting there is, also those of a later day.
    var text =
      "\(fit.metricSeason) \(fit.mustCalibrate) \(fit.missing) \(context.memoryLimit ?? 0) "
    var start: FineTuning?
    switch fit.method {
    case .automatic(let forecaster):
      text += "auto \(forecaster.settings) \(forecaster.hasGate) \(forecaster.metricSeason)"
      start = forecaster.start
    case .recurrent(let settings, let from):
      text += "recurrent \(settings)"
      start = from
    case .baseline(let rule, let horizon, let seasons, let grid):
      text += "\(rule.name) \(horizon) \(seasons) \(grid)"
    }
    digest.update(Array(text.utf8))
    guard let start else { return digest.hexadecimalDigest() }
    digest.update(Array("\(start.settings)".utf8))
    for (key, choice) in start.gate.departures.sorted(by: { $0.key < $1.key }) {
      digest.update(bytes(of: key) + bytes(of: choice.rawValue))
    }
    for network in start.networks {
      digest.update(network.parameters.flatMap { bytes(of: UInt64($0.bitPattern)) })
    }
    return digest.hexadecimalDigest()
  }

  private static func bytes(of word: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
  }
}
