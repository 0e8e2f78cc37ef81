@testable public import ForecastIngestion
import ForecastSeries

/// What became of a file: a reading or a fault.
public typealias ReadingOutcome = Result<PanelReading, IngestionError>

/// Reads a file that lies in memory.
///
/// - Parameters:
///   - bytes: the file's content.
///   - options: what the user says about it.
///   - blockSize: how many bytes the reader is given at once.
///   - byRecord: whether every line goes through libcsv; else simple ones are read by the chunk.
/// - Returns: the reading, or the first fault.
public func outcome(
  of bytes: [UInt8], options: ReadingOptions, blockSize: Int = .max, byRecord: Bool = false
) -> ReadingOutcome {
  var options = options
  options.readsEachRecord = byRecord
  var source = MemorySource(bytes, blockSize: blockSize)
  do {
    return .success(try PanelReader.read(from: &source, name: "data.csv", options: options))
  } catch {
    return .failure(error)
  }
}

/// In what two outcomes of the same file differ; nil where in nothing.
public func difference(between one: ReadingOutcome, and other: ReadingOutcome) -> String? {
  switch (one, other) {
  case (.failure(let one), .failure(let other)):
    return one == other ? nil : "'\(one)' against '\(other)'"
  case (.success(let one), .success(let other)):
    return difference(between: one, and: other)
  case (.success, .failure(let fault)): return "a reading against '\(fault)'"
  case (.failure(let fault), .success): return "'\(fault)' against a reading"
  }
}

private func difference(between one: PanelReading, and other: PanelReading) -> String? {
  let (left, right) = (one.panel, other.panel)
  if left.identifiers != right.identifiers { return "the ids" }
  if left.frequency != right.frequency { return "the frequency" }
  if left.offsets != right.offsets { return "the offsets" }
  if left.axes != right.axes { return "the axes" }
  if !left.values.elementsEqual(right.values, by: { $0.bitPattern == $1.bitPattern }) {
    return "the values"
  }
  if one.notes != other.notes { return "the notes: \(one.notes) against \(other.notes)" }
  if one.warnings != other.warnings { return "the warnings" }
  if one.rejected != other.rejected { return "the rejected lines" }
  if one.counts != other.counts { return "the counts" }
  if one.schema != other.schema { return "the schema" }
  if one.dialect != other.dialect { return "the dialect" }
  if one.columnNames != other.columnNames { return "the names of the columns" }
  if one.rowCount != other.rowCount { return "the number of rows" }
  if one.stepWords != other.stepWords || one.span != other.span { return "step or span" }
  return nil
}
