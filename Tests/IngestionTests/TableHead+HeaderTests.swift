import ForecastSeries
import Testing

@testable import ForecastIngestion

struct TableHeadHeaderTests {
  private func names(_ text: String) throws -> [String] {
    var source = MemorySource(Array(text.utf8))
    var decoder = TextDecoder()
    let head = try TableHead(
      reading: &source, decoder: &decoder, file: "data.csv", options: ReadingOptions())
    return head.dialect.hasHeader ? head.names : []
  }

  @Test func `a number is a name where only the first line has no row label`() throws {
    #expect(try names(",0\n0,112\n1,118\n2,132.5\n") == ["column1", "0"])
    #expect(try names(",0\n2024-01-01,112\n2024-01-02,118\n") == ["column1", "0"])
    #expect(try names(",101,102\n0,1,2\n1,3,4\n") == ["column1", "101", "102"])
    let reading = try reading(",0\n0,112\n1,118\n2,132.5\n")
    #expect(values(reading) == [112, 118, 132.5])
    #expect(reading.schema.targetColumn == "0")
    #expect(reading.notes == ["columns left out: 'column1'"])
  }

  @Test func `a first line that lacks a value is a row like others`() throws {
    #expect(try names(",5\n1,6\n,7\n") == [])
    #expect(try names(",5.5\n1,6\n2,7\n") == [])
    #expect(try names(",\n1,6\n2,7\n") == [])
  }

  @Test func `times over columns of numbers are names`() throws {
    #expect(try names("a,2019,2020\nx,5,6\ny,7,8\n") == ["a", "2019", "2020"])
    #expect(try names(",2020-01,2020-02\nx,5,6\n,7,8\n") == ["column1", "2020-01", "2020-02"])
    #expect(try names("a,2019,2020\nb,1999,2003\nc,1950,1960\n") == [])
    #expect(try names("a,2019,2020\nb,x,y\nc,z,z\n") == ["a", "2019", "2020"])
  }
}
