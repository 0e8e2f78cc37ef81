import ForecastForecasting
import ForecastIngestion
import ForecastSeries

/// What is otherwise in the data than it was at the fit.
struct SeriesChanges {
  private let reading: PanelReading
  private let archive: ModelArchive

  init(of reading: PanelReading, since archive: ModelArchive) {
    (self.reading, self.archive) = (reading, archive)
  }

  /// Warns of series that have come or gone, and of a step that seems to be another.
  ///
  /// - Throws: `ForecastingError` where it is another for certain.
  func tell(to console: ConsoleOptions) throws(ForecastingError) {
    let panel = reading.panel
    let known = panel.identifiers.count { archive.model.knows($0) }
    let unknown = panel.count - known
    if unknown > 0 {
      let first = panel.identifiers.first { !archive.model.knows($0) } ?? ""
      let (verb, owner) = unknown == 1 ? ("was", "its") : ("were", "their")
      console.warn(
        "\(unknown) series \(verb) not there at the fit (first: '\(first)'): "
          + "scaled by \(owner) own rows"
      )
    }
    let vanished = archive.source.seriesCount - known
    if vanished > 0 {
      console.warn(
        "\(vanished) series of the fit \(vanished == 1 ? "is" : "are") not in the data any more")
    }
    if let gaps { console.warn(gaps) }
    guard panel.frequency == archive.source.frequency else {
      throw ForecastingError(
        .data,
        "the data step is \(panel.frequency), the model was fitted on \(archive.source.frequency)",
        hint: "forecast fit the new data, or name the step")
    }
  }

  /// What there is to say where most times have no row.
  ///
  /// A model keeps its step, so weekly rows read as days with six gaps each: legal, and rarely meant.
  var gaps: String? {
    let absent = reading.counts.reduce(0) { $0 + $1.gapCount }
    let present = reading.counts.reduce(0) { $0 + $1.rowCount }
    guard absent > present else { return nil }
    return "\(absent) of \(absent + present) times have no row: the model's step is "
      + "\(reading.panel.frequency); does the data still have it?"
  }
}
