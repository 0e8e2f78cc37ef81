import Foundation
import Testing

@testable import ForecastStorage

@Suite struct FilePartsTests {
  private let folder: TemporaryFolder
  private let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 13) }

  init() throws { folder = try TemporaryFolder() }

  @Test func `any part of a file is read from any place, whatever was read before`() throws {
    var reader = try ByteReader(path: try folder.make("data", content))
    let all = reader.parts
    #expect(all?.range == 0..<200_000)
    for (count, next) in [(100, 100), (65_536, 65_536), (70_000, 135_536)] {
      var block = [UInt8](repeating: 0, count: count)
      _ = try reader.read(into: &block)
      let rest = reader.parts
      let parts = try #require(rest)
      #expect(parts.range == next..<200_000)
      var part = [UInt8](repeating: 7, count: 1_000)
      #expect(parts.read(at: 199_100, into: &part, from: 100))
      #expect(part == [UInt8](repeating: 7, count: 100) + content[199_100...])
    }
    // The reader goes on where it was.
    var block = [UInt8](repeating: 0, count: 10)
    #expect(try reader.read(into: &block) == 10)
    #expect(block == Array(content[135_536..<135_546]))
  }

  @Test func `bytes that are not there are not read`() throws {
    let reader = try ByteReader(path: try folder.make("data", content))
    let all = reader.parts
    let parts = try #require(all)
    var part = [UInt8](repeating: 0, count: 1_000)
    #expect(!parts.read(at: 199_001, into: &part, from: 0))
    #expect(parts.read(at: 199_000, into: &part, from: 0))
  }

  @Test func `a packed file has no parts, and none is left at the end`() throws {
    let path = try folder.make("data", content)
    var reader = try ByteReader(path: path)
    var block = [UInt8](repeating: 0, count: 200_000)
    while try reader.read(into: &block) > 0 {}
    let none = reader.parts
    #expect(none == nil)
    try run("/usr/bin/gzip", ["-f", path])
    let packed = try ByteReader(path: path + ".gz")
    let parts = packed.parts
    #expect(parts == nil)
  }
}
