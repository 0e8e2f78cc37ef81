import Testing

@testable import ForecastIngestion

struct SourceLocationTests {
  @Test func `a place is printed as compilers do`() {
    #expect(SourceLocation(file: "d.csv", line: 1_042, column: 3).description == "d.csv:1042:3")
    #expect(SourceLocation(file: "d.csv", line: 1_042).description == "d.csv:1042")
    #expect(SourceLocation(file: "d.csv").description == "d.csv")
  }

  @Test func `a field without its line is no place`() {
    let place = SourceLocation(file: "d.csv", line: nil, column: 3)
    #expect(place.column == nil)
    #expect(place.description == "d.csv")
  }

  @Test func `a file's name is printed whole, without control characters`() {
    let long = String(repeating: "x", count: 90)
    #expect(SourceLocation(file: long + "\u{1B}[2J").description == long + #"\u{1b}[2J"#)
  }

  @Test func `a dash is called standard input`() {
    #expect(SourceLocation.name(of: "-") == "standard input")
    #expect(SourceLocation.name(of: "./-") == "./-")
  }
}
