import ForecastIngestion
import ForecastReporting
import ForecastStorage

/// The lines that were left out of a reading, as CSV.
enum RejectsFile {
  /// Reads a file as the options say, and writes what was left out where they say so.
  static func read(_ path: String, options: DataOptions) throws -> PanelReading {
    let reading = try PanelReader.read(path, options: try options.readingOptions())
    if let rejects = options.rejects {
      try OutputPaths.check([rejects], keeping: [path])
      try AtomicFile.write(csv(reading.rejected), to: rejects)
    }
    return reading
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
