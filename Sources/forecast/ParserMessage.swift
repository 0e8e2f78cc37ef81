/// What ArgumentParser says of a wrong call, in this program's form.
struct ParserMessage {
  let text: String
  let hint: String

  init(_ said: String, arguments: [String]) {
    var text = said.split(separator: "\n").joined(separator: " ")
    let help = ForecastCommand.names.first { $0 == arguments.first }.map { "forecast help \($0)" }
    var hint = help ?? "forecast --help"
    if let question = text.firstRange(of: ". Did you mean '"), text.hasSuffix("'?") {
      let name = String(text[question.upperBound...].dropLast(2))
      text = String(text[..<question.lowerBound])
      // Short names are near to everything: only what the word could have meant is named.
      let word = text.split(separator: "'").last.map { String($0.drop { $0 == "-" }) } ?? ""
      let bare = String(name.drop { $0 == "-" })
      if Spelling.nearest(to: word, among: [bare]) != nil { hint = name }
    }
    self.text = ParserMessage.withSmallInitial(text)
    self.hint = hint
  }

  private static func withSmallInitial(_ text: String) -> String {
    text.prefix(1).lowercased() + text.dropFirst()
  }
}
