import ForecastIngestion
import ForecastReporting
import ForecastStorage

/// The lines that were left out of a reading, as CSV.
enum RejectsFile {
  /// The file of rejects, to be written with the other files or not at all; empty where none is wanted.
  static func outputs(of reading: PanelReading, options: DataOptions) -> [AtomicFile.Output] {
    options.rejects.map { [.init(csv(reading.rejected), to: $0)] } ?? []
  }

  /// One row a fault: its line, its column, its kind, what is wrong, and the line as it stands.
  static func csv(_ faults: [IngestionError]) -> [UInt8] {
    var writer = CSVWriter()
    for name in ["line", "column", "kind", "reason", "text"] { writer.field(name) }
    writer.endRow()
    for fault in faults {
      writer.field(fault.location?.line.map(String.init) ?? "")
      writer.field(fault.location?.column.map(String.init) ?? "")
      writer.field(fault.kind.rawValue)
      writer.field(fault.message)
      writer.field(String(decoding: fault.text, as: UTF8.self))
      writer.endRow()
    }
    return writer.bytes
  }
}
