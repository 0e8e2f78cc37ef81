import Testing

@testable import ForecastStorage

@Suite struct FileKeyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Test cases 1, 2 and 6 of RFC 4231.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0b, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func `the keyed digest is that of the standard`(
    _ key: [UInt8], _ message: String, _ digest: String
  ) {
    #expect(FileKey(key).digest(of: Array(message.utf8)) == digest)
  }

  private let file = SafetensorsFile(
    metadata: ["a": "b"], tensors: [.init(name: "w", shape: [2], values: .float32([1, 2]))])
  private let key = FileKey(Array("a secret of enough bytes".utf8))

  @Test func `a file that was written with the key is believed, also after a copy`() throws {
    let signed = file.signed(with: key)
    #expect(signed != file && file.signed(with: nil) == file)
    let read = try SafetensorsFile.decode(signed.encoded(), path: "m")
    try read.check(signedWith: key, path: "m")
    try read.check(signedWith: nil, path: "m")
    #expect(read.signed(with: key) == read)
  }

  @Test func `a file of anybody else is refused, however whole it is`() throws {
    let missing = storageError { try file.check(signedWith: key, path: "m") }
    #expect(
      missing?.description
        == "m: it was written without a key; hint: fit with --key, or leave --key out if you trust the folder"
    )
    var changed = file.signed(with: key)
    changed.metadata["a"] = "c"
    let other = file.signed(with: FileKey(Array("another secret of theirs".utf8)))
    for file in [changed, other] {
      let error = storageError { try file.check(signedWith: key, path: "m") }
      #expect(error?.kind == .damaged)
      #expect(
        error?.description
          == "m: it was not written with this key; hint: look who can write the folder")
    }
  }

  @Test func `a key is a file's content without its line end, and long enough`() throws {
    let text = Array("0123456789abcdef".utf8)
    let with = try FileKey(contentsOf: folder.make("key", text + [13, 10]))
    #expect(with.digest(of: [1]) == FileKey(text).digest(of: [1]))
    let path = try folder.make("short", Array("0123456789abcde\n".utf8))
    let error = storageError { _ = try FileKey(contentsOf: path) }
    #expect(
      error?.description
        == "\(path): a key of 15 bytes is no secret, it takes 16; hint: head -c 32 /dev/urandom | base64 > \(path)"
    )
  }
}
