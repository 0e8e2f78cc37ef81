import Testing

@testable import ForecastIngestion

struct DecimalEvidenceTests {
  private let point = UInt8(ascii: ".")
  private let comma = UInt8(ascii: ",")

  private func evidence(_ cells: String...) -> DecimalEvidence {
    var evidence = DecimalEvidence()
    for (line, cell) in cells.enumerated() {
      evidence.take(Array(cell.utf8)[...], line: line + 2, texts: NumberDress.knownTexts)
    }
    return evidence
  }

  @Test func `a cell proves its mark for the column`() {
    #expect(evidence("name", "1.234", "12.5").proves(point))
    #expect(evidence("name", "1.234", "12,5").proves(comma))
    #expect(!evidence("name", "1.234", "12").proves(point))
  }

  @Test func `what is around a number is looked through`() {
    #expect(evidence("112,00 €", "118,00 €").proves(comma))
    #expect(evidence("1 480,25 EUR").proves(comma))
    #expect(evidence("1\u{202F}480,25").proves(comma))
    #expect(evidence("112,00-", "(118,00)").proves(comma))
    #expect(evidence("1'234.50").proves(point))
    #expect(evidence("1.234 €").doubt?.number == Array("1.234".utf8))
  }

  @Test func `texts, months and keys prove nothing`() {
    #expect(!evidence("a", "b", "c", "1.5").proves(point))
    #expect(!evidence("01.2024", "12.2024").proves(point))
    #expect(evidence("a", "b", "c", "1.234").doubt == nil)
  }

  @Test func `numbers without marks between thousands say that the mark is the decimal one`() {
    #expect(evidence("1.234", "5678").suggests(point))
    #expect(evidence("12.345", "56789").suggests(point))
    #expect(evidence("1,234", "2e3").suggests(comma))
    #expect(!evidence("1.234", "999").suggests(point))
    // Four digits are often written without a mark where five have one.
    #expect(!evidence("12.345", "5678").suggests(point))
    #expect(!evidence("1.234", "5678").suggests(comma))
  }

  @Test func `the first doubtful number is told`() {
    let doubt = evidence("7", "-2.345", "1.234").doubt
    #expect(doubt?.text == "-2.345")
    #expect(doubt?.line == 3)
    #expect(doubt?.mark == point)
    #expect(doubt?.digits == 4)
    #expect(evidence("7", "8").doubt == nil)
  }
}
