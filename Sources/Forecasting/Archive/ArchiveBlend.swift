import ForecastStorage

/// A blend and its gate in a model file, both ways.
///
/// The settings of the network stand as they do without a blend; a member `blend` stands beside them.
/// The series that depart lie in two tensors, `gate.key` and `gate.choice`.
enum ArchiveBlend {
  static func json(of fitted: FittedBlend) -> JSONValue {
    .object([
      "network_share": .number(fitted.blend.networkShare),
      "rules": .array(fitted.blend.rules.map { .string($0.name) }),
    ])
  }

  static func tensors(of gate: SeriesGate) -> [SafetensorsFile.Tensor] {
    guard !gate.isOpen else { return [] }
    let keys = gate.departures.keys.sorted()
    return [
      SafetensorsFile.Tensor(name: "gate.key", shape: [keys.count], values: .uint64(keys)),
      SafetensorsFile.Tensor(
        name: "gate.choice", shape: [keys.count],
        values: .uint64(keys.map { gate.choice(forKey: $0).rawValue })),
    ]
  }

  static func blend(
    _ configuration: JSONValue, reader: ArchiveReader
  ) throws(ForecastingError) -> Blend {
    let share = try reader.number(configuration, "network_share", in: 0...1)
    var rules: [Baseline] = []
    for element in try reader.value(configuration, "rules").elements ?? [] {
      guard let name = element.text, let rule = ModelCatalog.baseline(named: name) else {
        throw reader.fault("'rules' in its settings names a rule that this release does not know")
      }
      rules.append(rule)
    }
    guard !rules.isEmpty || share == 1 else {
      throw reader.fault("'rules' in its settings are missing")
    }
    return Blend(networkShare: share, rules: rules)
  }

  static func gate(shelf: inout TensorShelf) throws(ForecastingError) -> SeriesGate {
    guard shelf.has("gate.key") else { return .open }
    let keys = try shelf.keys("gate.key"), choices = try shelf.keys("gate.choice")
    let known = choices.compactMap(SeriesGate.Choice.init(rawValue:))
    guard known.count == keys.count else {
      throw shelf.reader.fault("its gate has choices that this release does not know")
    }
    return SeriesGate(departures: Dictionary(zip(keys, known)) { first, _ in first })
  }
}
