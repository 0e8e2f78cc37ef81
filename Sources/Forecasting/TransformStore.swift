public import ForecastSeries
import ForecastStorage

/// The transform of each series that a model was fitted on, found again by its id.
///
/// Ids are kept as the first eight bytes of their SHA-256, so that a hundred thousand of them fit into
/// a model file. An id that the model never saw is transformed by its own rows.
public struct TransformStore: Sendable, Equatable {
  /// One key a series, in the order of the panel it was fitted on.
  public let keys: [UInt64]
  /// One transform a key.
  public let transforms: [SeriesTransform]
  private let places: [UInt64: Int]

  /// Makes a store; of two equal keys the first one counts.
  public init(keys: [UInt64], transforms: [SeriesTransform]) {
    precondition(keys.count == transforms.count, "one transform a key")
    self.keys = keys
    self.transforms = transforms
    places = Dictionary(zip(keys, keys.indices)) { first, _ in first }
  }

  /// Fits the transforms of a panel.
  ///
  /// - Parameters:
  ///   - panel: the training part; each series has a value that is not missing.
  ///   - season: the season length m, in steps.
  ///   - adjustsSeason: whether the season is taken off.
  public init(fitting panel: Panel, season: Int, adjustsSeason: Bool) {
    self.init(
      keys: panel.identifiers.map(TransformStore.key(of:)),
      transforms: panel.indices.map {
        SeriesTransform(fitting: panel[$0], season: season, adjustsSeason: adjustsSeason)
      })
  }

  /// The transforms of a panel's series: the stored one, or one fitted on the rows that are there.
  ///
  /// - Parameters:
  ///   - panel: the rows; each series has a value that is not missing.
  ///   - season: the season length m, in steps.
  ///   - adjustsSeason: whether the season is taken off.
  /// - Returns: one transform a series.
  public func transforms(
    for panel: Panel, season: Int, adjustsSeason: Bool
  ) -> [SeriesTransform] {
    panel.indices.map { index in
      if let place = places[TransformStore.key(of: panel.identifiers[index])] {
        return transforms[place]
      }
      return SeriesTransform(fitting: panel[index], season: season, adjustsSeason: adjustsSeason)
    }
  }

  /// Whether a series of this id was fitted.
  public func knows(_ identifier: String) -> Bool {
    places[TransformStore.key(of: identifier)] != nil
  }

  /// The key of an id: the first eight bytes of its SHA-256.
  static func key(of identifier: String) -> UInt64 {
    var hash = SHA256()
    hash.update(Array(identifier.utf8))
    return hash.digest().prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
