/// The first records of a file, kept whole.
///
/// A faulty line is left out: it is reported when the file is read from its beginning, and must not
/// hide what the columns are.
struct RecordSample: RecordSink, Sendable {
  private(set) var records: [CSVRecord] = []
  private(set) var faults: [IngestionError] = []
  private var cellCount = 0

  private static let mostRecords = 10_000
  private static let mostCells = 200_000

  var isFull: Bool {
    records.count >= RecordSample.mostRecords
      || (cellCount >= RecordSample.mostCells && records.count >= 20)
  }

  mutating func take(_ record: CSVRecord) {
    guard !isFull else { return }
    records.append(record)
    cellCount += record.count
  }

  mutating func refuse(_ fault: IngestionError) {
    if faults.count < FaultLog.mostKept { faults.append(fault) }
  }
}
