import Testing

@testable import ForecastIngestion

struct RecordSampleTests {
  private func record(fields: Int) -> CSVRecord {
    var record = CSVRecord()
    record.ends = [Int](repeating: 0, count: fields)
    return record
  }

  @Test func `ten thousand narrow records are enough`() {
    var sample = RecordSample()
    for _ in 0..<9_999 { sample.take(record(fields: 2)) }
    #expect(!sample.isFull)
    sample.take(record(fields: 2))
    #expect(sample.isFull)
    sample.take(record(fields: 2))
    #expect(sample.records.count == 10_000)
  }

  @Test func `wide records are enough earlier, though never before twenty`() {
    var sample = RecordSample()
    for _ in 0..<19 { sample.take(record(fields: 20_000)) }
    #expect(!sample.isFull)
    sample.take(record(fields: 20_000))
    #expect(sample.isFull)
    var narrower = RecordSample()
    for _ in 0..<200 { narrower.take(record(fields: 1_000)) }
    #expect(narrower.isFull)
    #expect(narrower.records.count == 200)
  }

  @Test func `the first faulty line is remembered and left out`() {
    var sample = RecordSample()
    sample.refuse(IngestionError(.structure, "first"))
    sample.take(record(fields: 2))
    sample.refuse(IngestionError(.structure, "second"))
    #expect(sample.faults.first == IngestionError(.structure, "first"))
    #expect(sample.records.count == 1)
  }
}
