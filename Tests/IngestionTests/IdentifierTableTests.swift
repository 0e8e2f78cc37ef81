import Testing

@testable import ForecastIngestion

struct IdentifierTableTests {
  @Test func `each text has one number, in the order of its first appearance`() {
    var table = IdentifierTable()
    let texts = ["b", "a", "b", "", "ab", "a", "ba", "é"]
    let numbers = texts.map { table.index(of: Array($0.utf8), 0..<$0.utf8.count) }
    #expect(numbers == [0, 1, 0, 2, 3, 1, 4, 5])
    #expect(table.texts == ["b", "a", "", "ab", "ba", "é"])
  }

  @Test func `thousands of ids keep their numbers while the table grows`() {
    var table = IdentifierTable()
    for round in 0..<2 {
      for number in 0..<5_000 {
        let bytes = Array("x\(number * 7_919)".utf8)
        let index = table.index(of: [0] + bytes, 1..<(bytes.count + 1))
        if index != Int32(number) {
          Issue.record("round \(round): \(number) became \(index ?? -1)")
        }
      }
    }
    #expect(table.count == 5_000)
  }

  @Test func `bytes that are no UTF-8 have no number`() {
    var table = IdentifierTable()
    let index = table.index(of: [0xE9, 0x74], 0..<2)
    #expect(index == nil)
    #expect(table.count == 0)
  }
}
