import ForecastStorage
import Testing

@Suite struct StorageErrorTests {
  @Test func `an error says where, what and how to mend it`() {
    let error = StorageError(
      kind: .notFound, path: "model.safetensors", message: "no such file", hint: "look twice")
    #expect(error.description == "model.safetensors: no such file; hint: look twice")
  }

  @Test func `without a hint there is no word of one`() {
    let error = StorageError(kind: .inputOutput, path: "a", message: "cannot read")
    #expect(error.description == "a: cannot read")
  }

  @Test func `the name of standard input is spelled out`() {
    let error = StorageError(kind: .inputOutput, path: "-", message: "cannot read")
    #expect(error.description == "standard input: cannot read")
  }

  @Test func `a name cannot write to the terminal`() {
    let error = StorageError(kind: .notFound, path: "a\u{1b}[2J\nb", message: "no such file")
    #expect(error.description == "a\\u{1b}[2J\\u{a}b: no such file")
  }
}
