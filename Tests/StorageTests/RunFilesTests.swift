import Testing

@testable import ForecastStorage

/// The record is the process's own, so what happens with it on is tried by the tests of the built program
/// (RunRecordTests, VerifyCommandTests); here is what holds without it.
@Suite struct RunFilesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `nothing is kept unless asked for`() throws {
    let path = try folder.make("data", [1, 2, 3])
    _ = try RegularFile.read(path: path, limit: 9)
    try AtomicFile.write([4], to: folder("out"))
    #expect(!RunFiles.isRehearsal)
    #expect(RunFiles.inputs.isEmpty && RunFiles.outputs.isEmpty)
  }

  @Test func `the digest of a file is that of its bytes, however long it is`() throws {
    for count in [0, 3, 65_536, 200_001] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
      let path = try folder.make("data", bytes)
      #expect(RunFiles.digest(ofFile: path) == SHA256.hexadecimal(of: bytes))
    }
  }

  @Test func `what is no file has no digest, and nobody waits for it`() throws {
    #expect(RunFiles.digest(ofFile: folder("none")) == nil)
    #expect(RunFiles.digest(ofFile: folder.path) == nil)
    #expect(RunFiles.digest(ofFile: try folder.makePipe("pipe")) == nil)
  }
}
