import Testing

@testable import ForecastIngestion

struct CSVRecordTests {
  private func record(_ fields: [String]) -> CSVRecord {
    var record = CSVRecord()
    for field in fields {
      record.bytes += Array(field.utf8)
      record.ends.append(record.bytes.count)
    }
    return record
  }

  @Test func `fields lie one after the other`() {
    let record = record(["ab", "", "c"])
    #expect(record.count == 3)
    #expect((0..<3).map { record.range(of: $0) } == [0..<2, 2..<2, 2..<3])
  }

  @Test func `blanks and tabs around a field are no part of it, those inside are`() {
    let record = record(["x", " \t a b\t ", "  ", "y "])
    #expect((0..<4).map { record.trimmedText(of: $0) } == ["x", "a b", "", "y"])
    #expect(record.trimmedRange(of: 2).isEmpty)
    #expect(record.range(of: 1).count == 8, "the field itself stays whole")
  }

  @Test func `bytes that are no UTF-8 become replacement characters`() {
    var record = record(["caf"])
    record.bytes.append(0xE9)
    record.ends = [4]
    #expect(record.trimmedText(of: 0) == "caf\u{FFFD}")
  }

  @Test func `sums in place of a time and remarks alone on their line are no rows`() {
    for fields in [
      ["Total", "12"], [" sum ", ""], ["* provisional"], ["Source: us", "", ""], ["© we"],
    ] {
      #expect(record(fields).isSummary(time: 0, width: 2), "\(fields)")
    }
    #expect(record(["12", "mean"]).isSummary(time: 1, width: 2))
  }

  /// The single mark was found by reading ten million random files.
  @Test func `what may be a damaged row is no remark`() {
    for fields in [
      ["*"], ["* *"], ["*12"], ["2020-01-01"], ["* a", "7", ""], ["totally", "12"], ["", "total"],
      [],
    ] {
      #expect(!record(fields).isSummary(time: 0, width: 2), "\(fields)")
    }
    #expect(!record(["total", "12"]).isSummary(time: nil, width: 2), "rows are only counted")
    #expect(!record(["* a"]).isSummary(time: 0, width: 1), "a file of one column")
    #expect(!record([String(repeating: "* a", count: 200)]).isSummary(time: 0, width: 2))
  }

  @Test func `a sentence is words in the first cell and nothing else`() {
    #expect(record(["Data from database: WDI", "", ""]).isSentence)
    #expect(!record(["Data from database", "1"]).isSentence)
    #expect(!record(["NaN2024-01-01 12:00"]).isSentence)
    #expect(
      !record(["north"]).isSentence && !record([]).isSentence && !record(["", "a b"]).isSentence)
    #expect(record(["", " "]).isBlank && !record([]).isBlank && !record(["", "a"]).isBlank)
    #expect(record(["Note: a", "b"]).beginsLikeRemark && !record(["*", "b"]).beginsLikeRemark)
    #expect(record([]).mayBeFooter && !record(["2024-01-01", "5"]).mayBeFooter)
  }

  @Test func `a record is emptied for the next line`() {
    var record = record(["a", "b"])
    record.removeAll()
    #expect(record.count == 0)
    #expect(record.bytes == [])
  }
}
