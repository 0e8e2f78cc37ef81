import ForecastStorage
import Testing

@Suite struct SHA256Tests {
  /// FIPS 180-2, appendix B, and the empty text.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `published digests come out`(_ text: String, _ digest: String) {
    #expect(SHA256.hexadecimal(of: Array(text.utf8)) == digest)
  }

  @Test func `a million letters, in pieces of odd length, give the published digest`() {
    var digest = SHA256()
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 997)
    var left = 1_000_000
    while left > 0 {
      digest.update(piece.prefix(left))
      left -= min(left, piece.count)
    }
    #expect(
      digest.hexadecimalDigest()
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `every length around a block's end, cut anywhere, is digested alike`() {
    for length in 0...130 {
      let bytes = (0..<length).map { UInt8($0) }
      let whole = SHA256.hexadecimal(of: bytes)
      for cut in stride(from: 0, through: length, by: 7) {
        var digest = SHA256()
        digest.update(bytes[..<cut])
        digest.update(bytes[cut...])
        #expect(digest.hexadecimalDigest() == whole)
      }
    }
  }

  @Test func `asking for the digest does not end it`() {
    var digest = SHA256()
    digest.update(Array("a".utf8))
    #expect(digest.digest().count == 32)
    digest.update(Array("bc".utf8))
    #expect(digest.hexadecimalDigest() == SHA256.hexadecimal(of: Array("abc".utf8)))
  }
}
