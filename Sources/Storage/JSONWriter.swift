/// Writes a ``JSONValue`` so that equal values give equal bytes.
///
/// Foundation's encoder gives no order of the caller's choosing, and a dictionary's order changes from
/// run to run; here members are written in the order they have. Numbers are the shortest text that
/// reads back as the same `Double`. JSON has no infinity and no NaN: they are written as `null`.
public enum JSONWriter {
  /// The value as one line without blanks, or with each member and element on a line of its own.
  public static func text(_ value: JSONValue, indented: Bool = false) -> String {
    var text = ""
    append(value, to: &text, depth: indented ? 0 : nil)
    return text
  }

  private static func append(_ value: JSONValue, to text: inout String, depth: Int?) {
    switch value {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let value): text += number(value)
    case .string(let value): append(quoted: value, to: &text)
    case .array(let elements):
      appendList(elements, "[", "]", to: &text, depth: depth) { element, text, depth in
        append(element, to: &text, depth: depth)
      }
    case .object(let members):
      appendList(members, "{", "}", to: &text, depth: depth) { member, text, depth in
        append(quoted: member.name, to: &text)
        text += depth == nil ? ":" : ": "
        append(member.value, to: &text, depth: depth)
      }
    }
  }

  private static func appendList<Element>(
    _ list: [Element], _ opening: String, _ closing: String, to text: inout String, depth: Int?,
    append: (Element, inout String, Int?) -> Void
  ) {
    text += opening
    let inner = depth.map { $0 + 1 }
    for (index, element) in list.enumerated() {
      if index > 0 { text += "," }
      startLine(&text, depth: inner)
      append(element, &text, inner)
    }
    if !list.isEmpty { startLine(&text, depth: depth) }
    text += closing
  }

  private static func startLine(_ text: inout String, depth: Int?) {
    guard let depth else { return }
    text += "\n" + String(repeating: "  ", count: depth)
  }

  private static func number(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value.magnitude < 0x1p53, let whole = Int(exactly: value), value != 0 || value.sign == .plus
    {
      return String(whole)
    }
    return value.description
  }

  /// Control characters, also those above 127, are escaped: a text may end up on a terminal.
  private static func append(quoted value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
