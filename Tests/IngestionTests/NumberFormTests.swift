import Testing

@testable import ForecastIngestion

struct NumberFormTests {
  private let point = UInt8(ascii: ".")
  private let comma = UInt8(ascii: ",")

  private func form(_ text: String) -> NumberForm? { NumberForm.of(Array(text.utf8)) }

  @Test(arguments: [
    ".5", "5.", "0.123", "-0.123", "12.5", "1.2345", "1234.567", "1.234e3", "1,234.5", "1,234,567",
    "12,345,678.9",
  ])
  func `a point is proved, and a comma in its place`(_ text: String) {
    #expect(form(text) == .proof(mark: point))
    let other = text.map { $0 == "." ? "," : $0 == "," ? "." : $0 }
    #expect(form(String(other)) == .proof(mark: comma))
  }

  @Test func `a number that either mark would make is doubtful`() {
    #expect(form("1.234") == .doubtful(mark: point, digits: 4))
    #expect(form("-12,345") == .doubtful(mark: comma, digits: 5))
    #expect(form("+999.000") == .doubtful(mark: point, digits: 6))
  }

  @Test func `whole numbers and exponents have no mark`() {
    #expect(form("1234") == .whole(digits: 4))
    #expect(form("-0012") == .whole(digits: 2))
    #expect(form("2e3") == .exponent)
    #expect(form("01.2024") == .padded)
  }

  @Test(arguments: [
    "", "-", "--1", ".", "1.2.3", "01.02.2024", "1.234.56", "1,234,56.7", "1.234,567.8", "1e",
    "1e+",
    "1e2e3", "1 234", "$5", "1.234.567e2",
  ])
  func `all else is no number of this form`(_ text: String) {
    #expect(form(text) == nil)
  }
}
