/// A JSON value as it was read or is to be written.
///
/// Objects keep the order of their members: written files must not depend on the order of a hash
/// table. A number is a `Double`; whole numbers are refused by the reader where a `Double` would round
/// them.
public enum JSONValue: Sendable, Equatable {
  /// The value `null`.
  case null
  /// A truth value.
  case bool(Bool)
  /// A number.
  case number(Double)
  /// A text.
  case string(String)
  /// A list of values.
  case array([JSONValue])
  /// Named values in their order; no two have the same name.
  case object([Member])

  /// A named value of an object.
  public struct Member: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The value.
    public var value: JSONValue

    /// Creates a member.
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// Creates an object from names and values in their order.
  public static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.map { Member($0.key, $0.value) })
  }

  /// Creates a number from a whole one.
  public static func number(_ value: Int) -> JSONValue {
    .number(Double(value))
  }
}

extension JSONValue {
  /// The value of an object's member; nothing if there is none, or if this is no object.
  public subscript(name: String) -> JSONValue? {
    members?.first { $0.name == name }?.value
  }

  /// The members, if this is an object.
  public var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The elements, if this is an array.
  public var elements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The text, if this is a string.
  public var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The number, if this is one.
  public var double: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  /// The number as a whole one, if this is a number that is whole and exact (below 2^53).
  public var integer: Int? {
    guard case .number(let number) = self, number.magnitude <= 0x1p53 else { return nil }
    return Int(exactly: number)
  }

  /// The truth value, if this is one.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// Whether this is `null`.
  public var isNull: Bool {
    self == .null
  }
}
