/// What ArgumentParser says of a wrong call, in this program's form.
struct ParserMessage {
  let text: String
  let hint: String

  init(_ said: String, arguments: [String]) {
    var text = said.split(separator: "\n").joined(separator: " ")
    let help = ForecastCommand.names.first { $0 == arguments.first }.map { "forecast help \($0)" }
    var hint = help ?? "forecast --help"
    if let question = text.firstRange(of: ". Did you mean '"), text.hasSuffix("'?") {
      hint = String(text[question.upperBound...].dropLast(2))
      text = String(text[..<question.lowerBound])
    }
    self.text = ParserMessage.withSmallInitial(text)
    self.hint = hint
  }

  private static func withSmallInitial(_ text: String) -> String {
    text.prefix(1).lowercased() + text.dropFirst()
  }
}
