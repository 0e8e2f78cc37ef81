public import ForecastSeries

/// Where a model's data came from, and how they were read: what `predict` needs to read them again.
public struct ModelSource: Sendable, Equatable {
  /// The data file, relative to the model file; nil where it was a stream.
  public var path: String?
  /// How the file was read, as option names and values; the command knows what they mean.
  public var reading: [String: String]
  /// How many rows were read.
  public var rowCount: Int
  /// How many series they made.
  public var seriesCount: Int
  /// The first time of the data, as the file writes it.
  public var first: String
  /// The last time of the data, as the file writes it.
  public var last: String
  /// The step of the panel.
  public var frequency: Frequency
  /// The season length of the metrics, in steps.
  public var metricSeason: Int

  /// Makes a source.
  public init(
    path: String?, reading: [String: String], rowCount: Int, seriesCount: Int, first: String,
    last: String, frequency: Frequency, metricSeason: Int
  ) {
    self.path = path
    self.reading = reading
    self.rowCount = rowCount
    self.seriesCount = seriesCount
    self.first = first
    self.last = last
    self.frequency = frequency
    self.metricSeason = metricSeason
  }
}
