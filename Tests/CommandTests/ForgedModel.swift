@testable import ForecastStorage
import Foundation
import Testing

/// A model file taken apart and changed, whose length and digest are made right again when it is put
/// together: so it is refused for the change, not for a sum that does not fit.
struct ForgedModel: Sendable {
  var header: [UInt8]
  var data: [UInt8]

  init(header: String, data: [UInt8] = []) {
    self.header = Array(header.utf8)
    self.data = data
  }

  init(_ model: Data) {
    let bytes = Array(model)
    let length = (0..<4).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
    header = Array(bytes[8..<(8 + length)])
    while header.last == UInt8(ascii: " ") { header.removeLast() }
    data = Array(bytes[(8 + length)...])
  }

  /// The eight bytes that a file begins with.
  static func length(_ value: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }

  /// The file; another length than the header's is written where one is named.
  func encoded(claiming length: UInt64? = nil) -> Data {
    var bytes = Self.length(length ?? UInt64(header.count)) + header + data
    if let place = SafetensorsDigest.place(in: bytes[8..<(8 + header.count)]) {
      bytes.replaceSubrange(place, with: SafetensorsDigest.digits(of: bytes, place: place))
    }
    return Data(bytes)
  }

  // MARK: Header

  /// The first place of a text in the header, which has to be there.
  private func place(of text: String) throws -> Range<Int> {
    let wanted = Array(text.utf8)
    let start = try #require(
      header.indices.first { header[$0...].starts(with: wanted) }, "no \(text) in the header")
    return start..<(start + wanted.count)
  }

  /// The same with one text of the header put in another's place.
  func replacing(_ old: String, _ new: String) throws -> ForgedModel {
    try replacing(old, Array(new.utf8))
  }

  func replacing(_ old: String, _ new: [UInt8]) throws -> ForgedModel {
    var changed = self
    changed.header.replaceSubrange(try place(of: old), with: new)
    return changed
  }

  /// The same with something before the first entry.
  func opening(with text: String) -> ForgedModel { opening(with: Array(text.utf8)) }

  func opening(with bytes: [UInt8]) -> ForgedModel {
    var changed = self
    changed.header.insert(contentsOf: bytes, at: 1)
    return changed
  }

  /// The same with another text in a JSON text of the metadata, where quotes are escaped.
  func setting(_ old: String, _ new: String) throws -> ForgedModel {
    try replacing(
      old.replacing("\"", with: "\\\""), new.replacing("\"", with: "\\\""))
  }

  // MARK: Numbers

  /// The same with another number in a tensor.
  func poking(_ tensor: String, _ index: Int, _ number: Float) throws -> ForgedModel {
    try poking(tensor, at: index * 4, UInt64(number.bitPattern), width: 4)
  }

  func poking(_ tensor: String, _ index: Int, _ number: Double) throws -> ForgedModel {
    try poking(tensor, at: index * 8, number.bitPattern, width: 8)
  }

  func poking(_ tensor: String, _ index: Int, _ number: UInt64) throws -> ForgedModel {
    try poking(tensor, at: index * 8, number, width: 8)
  }

  private func poking(
    _ tensor: String, at offset: Int, _ word: UInt64, width: Int
  ) throws -> ForgedModel {
    let entry = header[try place(of: "\"\(tensor)\":{").upperBound...]
    let offsets = Array("\"data_offsets\":[".utf8)
    let start = try #require(entry.indices.first { entry[$0...].starts(with: offsets) })
    let digits = entry[(start + offsets.count)...].prefix { (0x30...0x39).contains($0) }
    let begin = try #require(Int(String(decoding: digits, as: UTF8.self))) + offset
    var changed = self
    for byte in 0..<width {
      changed.data[begin + byte] = UInt8(truncatingIfNeeded: word >> UInt64(8 * byte))
    }
    return changed
  }
}
