import ForecastIngestion
import ForecastStorage
import Testing

struct IngestionErrorTests {
  private let place = SourceLocation(file: "data.csv", line: 1_042, column: 3)

  @Test func `an error is one line of place, fault and remedy`() {
    let error = IngestionError(.value, "'n/a' is not a number", at: place, hint: "--na n/a")
    #expect(error.description == "data.csv:1042:3: 'n/a' is not a number; hint: --na n/a")
    #expect(error.kind == .value)
    #expect(error.storageError == nil)
  }

  @Test func `place and remedy may be missing`() {
    #expect(IngestionError(.usage, "no").description == "no")
    #expect(IngestionError(.time, "no", at: place).description == "data.csv:1042:3: no")
    #expect(IngestionError(.schema, "no", hint: "--id").description == "no; hint: --id")
  }

  @Test func `a failure of the file keeps its reason`() throws {
    let reason = try #require(throws: StorageError.self) {
      _ = try ByteReader(path: "/nowhere.csv")
    }
    let error = IngestionError(reason)
    #expect(error.kind == .storage)
    #expect(error.storageError == reason)
    #expect(error.description == reason.description)
    #expect(error.location == SourceLocation(file: "/nowhere.csv"))
  }
}
