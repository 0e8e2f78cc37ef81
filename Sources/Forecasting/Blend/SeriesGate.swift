/// The series that are not served by the panel's blend, because a test said that something else is
/// clearly better for them.
public struct SeriesGate: Sendable, Hashable {
  /// What a series is served by.
  public enum Choice: UInt64, Sendable, CaseIterable {
    /// The panel's mixture.
    case blend
    /// The network alone.
    case network
    /// The neighbours alone.
    case rules
    /// The last season again.
    case seasonalNaive
  }

  /// The choices of the series that depart, by `TransformStore.key`.
  public let departures: [UInt64: Choice]

  /// Makes a gate.
  public init(departures: [UInt64: Choice]) {
    self.departures = departures.filter { $0.value != .blend }
  }

  /// Every series is served by the blend.
  public static let open = SeriesGate(departures: [:])

  /// Whether no series departs.
  public var isOpen: Bool { departures.isEmpty }

  /// What a series is served by.
  ///
  /// - Parameter identifier: the series' id.
  /// - Returns: its choice; the blend where nothing is known of it.
  public func choice(for identifier: String) -> Choice {
    departures.isEmpty ? .blend : choice(forKey: TransformStore.key(of: identifier))
  }

  func choice(forKey key: UInt64) -> Choice { departures[key] ?? .blend }
}
