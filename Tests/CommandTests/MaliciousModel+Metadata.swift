import Foundation

/// What is wrong with the metadata as such, and with the digest in it.
extension MaliciousModel {
  private static func digest(_ what: String, _ digits: String, says message: String)
    -> MaliciousModel
  {
    network(what, says: message) { _ in
      ForgedModel(header: #"{"__metadata__":{"sha256":\#(digits)}}"#).encoded()
    }
  }

  static let metadata: [MaliciousModel] = [
    header(
      "metadata that is null", whole: #"{"__metadata__":null}"#,
      says: "its __metadata__ is not an object" + restore),
    header(
      "metadata that is a list", whole: #"{"__metadata__":[]}"#,
      says: "its __metadata__ is not an object" + restore),
    header(
      "metadata with a number", whole: #"{"__metadata__":{"seed":1}}"#,
      says: "metadata 'seed' is not a text" + restore),
    header(
      "metadata with an object", whole: #"{"__metadata__":{"a":{"b":"c"}}}"#,
      says: "metadata 'a' is not a text" + restore),
    header(
      "metadata with a control sequence for its name", whole: #"{"__metadata__":{"\u001b[2J":1}}"#,
      says: "metadata '\\u{1b}[2J' is not a text" + restore),
    network("no digest", says: "it has no sha256 entry, so this program did not write it" + restore)
    { try $0.replacing(#""sha256":"#, #""sha257":"#).encoded() },
    network("another digest", says: "its content does not fit its sha256 entry" + restore) {
      var changed = $0
      changed.data[0] ^= 1
      return Data($0.encoded().dropLast(changed.data.count)) + Data(changed.data)
    },
    digest("a digest that is a number", "0", says: "metadata 'sha256' is not a text" + restore),
    digest(
      "an empty digest", "\"\"",
      says: "its sha256 entry is not 64 digits" + restore),
    digest(
      "a digest of 63 digits", "\"" + String(repeating: "0", count: 63) + "\"",
      says: "its sha256 entry is not 64 digits" + restore),
    digest(
      "a digest after a blank", " \"" + String(repeating: "0", count: 64) + "\"",
      says: "its sha256 entry is not 64 digits" + restore),
  ]
}
