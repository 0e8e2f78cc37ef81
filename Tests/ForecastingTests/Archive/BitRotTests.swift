import Foundation
import Testing

@testable import ForecastForecasting
import ForecastSeries
@testable import ForecastStorage

/// A model file on a disk that forgets: every damage is seen when it is loaded.
struct BitRotTests {
  /// A whole sweep takes a minute; the tests of every change look at each ninth byte.
  private static let isWhole = ProcessInfo.processInfo.environment["FORECAST_BIT_ROT"] == "whole"
  private static let step = isWhole ? 1 : 9
  private static let parts = 16

  /// A network of about 20 KB.
  private static let model = Result {
    var settings = RecurrentSettings.tiny(adjusts: true, base: .lastValue, loss: .pinball)
    settings.hiddenSize = 16
    settings.chosenEpochs = 0
    settings.memberCount = 1
    return archive(try networkModel(settings)).file
  }

  private static func bytes() throws -> [UInt8] { try model.get().encoded() }

  /// Whether the loader takes a file.
  private func isLoaded(_ bytes: [UInt8], requiresDigest: Bool = true) -> Bool {
    guard
      let file = try? SafetensorsFile.decode(bytes, path: "m", requiresDigest: requiresDigest)
    else { return false }
    return (try? ModelArchive(file, path: "m")) != nil
  }

  /// How many of the files with one bit turned are loaded, in one part of the bytes.
  private func loadedFlips(
    of whole: [UInt8], part: Int, step: Int = step, requiresDigest: Bool = true
  ) -> Int {
    var bytes = whole, loaded = 0
    for place in stride(from: part, to: whole.count, by: Self.parts * step) {
      for bit in UInt8(0)..<8 {
        bytes[place] ^= 1 << bit
        if isLoaded(bytes, requiresDigest: requiresDigest) { loaded += 1 }
        bytes[place] ^= 1 << bit
      }
    }
    return loaded
  }

  @Test func `the model is one, of the size that was promised`() throws {
    let bytes = try Self.bytes()
    #expect(isLoaded(bytes))
    #expect((18_000...22_000).contains(bytes.count), "\(bytes.count)")
  }

  @Test(arguments: 0..<parts)
  func `a bit that turned is seen`(_ part: Int) throws {
    #expect(loadedFlips(of: try Self.bytes(), part: part) == 0)
  }

  @Test(arguments: 0..<parts)
  func `a file that was cut is seen`(_ part: Int) throws {
    let whole = try Self.bytes()
    for length in stride(from: part, to: whole.count, by: Self.parts) {
      #expect(!isLoaded(Array(whole[..<length])), "\(length) bytes")
    }
  }

  @Test func `two blocks that changed places are seen`() throws {
    var source = RandomSource(seed: 8)
    let whole = try Self.bytes()
    var changed = 0
    while changed < 1000 {
      let first = Int.random(in: 0...(whole.count - 1024), using: &source)
      let second = Int.random(in: (first + 512)...(whole.count - 512), using: &source)
      var bytes = whole
      for index in 0..<512 { bytes.swapAt(first + index, second + index) }
      guard bytes != whole else { continue }
      changed += 1
      #expect(!isLoaded(bytes), "\(first) and \(second)")
    }
  }

  /// The same sweep on a reader that does not look at a digest: it has to let much through.
  @Test func `without the digest many bits would turn unseen`() throws {
    var bytes = try Self.bytes()
    let place = try #require(SafetensorsDigest.place(in: bytes[8...]))
    // The entry under another name: nothing is left to look at.
    bytes[place.lowerBound - 4] = UInt8(ascii: "7")
    #expect(isLoaded(bytes, requiresDigest: false))
    #expect(loadedFlips(of: bytes, part: 0, step: 9, requiresDigest: false) > 300)
  }
}
