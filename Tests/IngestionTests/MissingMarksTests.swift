import Testing

@testable import ForecastIngestion

struct MissingMarksTests {
  private func contains(_ marks: MissingMarks, _ text: String) -> Bool {
    let bytes = Array("<\(text)>".utf8)
    return marks.contains(bytes, 1..<bytes.count - 1)
  }

  @Test(arguments: ["", "NA", "NaN", "nan", "null", "NULL", "None"])
  func `the common marks need no option`(_ text: String) {
    #expect(contains(MissingMarks(), text))
  }

  @Test(arguments: ["na", "Na", "none", "N/A", "-", " ", "NAN", "0", "NA ", "nul"])
  func `anything else is a mark only where the user says so`(_ text: String) {
    #expect(!contains(MissingMarks(), text))
    #expect(contains(MissingMarks(adding: [text]), text))
  }

  @Test func `a mark that is a number marks its value`() {
    let marks = MissingMarks(adding: ["-200", "x"])
    #expect(marks.contains(-200))
    #expect(!marks.contains(200))
    #expect(!MissingMarks().contains(0))
  }

  @Test func `a number is read with the file's decimal mark`() {
    let marks = MissingMarks(adding: ["-9,9"], parser: NumberParser(decimalMark: 0x2C))
    #expect(marks.contains(-9.9))
    #expect(!MissingMarks(adding: ["-9,9"]).contains(-9.9))
  }
}
