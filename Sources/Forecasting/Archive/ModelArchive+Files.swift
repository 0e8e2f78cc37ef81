public import ForecastSeries
public import ForecastStorage

extension ModelArchive {
  /// Reads a model file and checks everything in it.
  ///
  /// - Parameter path: the file's name.
  /// - Throws: `StorageError` where the file cannot be read or is damaged, `ForecastingError` where it
  ///   holds no model.
  public init(contentsOf path: String) throws {
    try self.init(SafetensorsFile.load(path: path), path: path)
  }

  /// Writes the model file whole: a reader sees the old model or the new one.
  ///
  /// - Parameter path: where to put it.
  /// - Throws: `StorageError` where it cannot be written; the old file then still stands.
  public func write(to path: String) throws(StorageError) {
    try file.write(to: path)
  }
}

extension ModelSource {
  /// Describes a panel that was fitted.
  ///
  /// - Parameters:
  ///   - panel: what was fitted.
  ///   - schema: how its file writes times.
  ///   - path: the data file, relative to the model file; nil where the model is not to name it.
  ///   - reading: how the file was read, as option names and values; none where all was detected.
  ///   - metricSeason: the season length of the metrics, in steps.
  public init(
    of panel: Panel, schema: PanelSchema, path: String? = nil, reading: [String: String] = [:],
    metricSeason: Int
  ) {
    let style = schema.timestampStyle
    let long = panel.indices.filter { !panel[$0].isEmpty }
    let first = long.map { panel.axes[$0].timestamp(at: 0) }.min()
    let last = long.compactMap { panel[$0].lastTimestamp }.max()
    self.init(
      path: path, reading: reading, rowCount: panel.values.count, seriesCount: panel.count,
      first: first.map { style.string(from: $0) } ?? "",
      last: last.map { style.string(from: $0) } ?? "", frequency: panel.frequency,
      metricSeason: metricSeason)
  }
}
