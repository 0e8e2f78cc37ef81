import ForecastStorage
import Testing

@Suite struct PreparedFileTests {
  private let folder: TemporaryFolder
  private let old = Array("old".utf8)
  private let new = Array("new".utf8)

  init() throws {
    folder = try TemporaryFolder()
    try folder.make("a", old)
  }

  @Test func `until it is committed the old file stands`() throws {
    let prepared = try AtomicFile.prepare(new, for: folder("a"))
    #expect(prepared.path == folder("a"))
    #expect(try folder.bytes("a") == old)
    #expect(try folder.names().count == 2)
    try prepared.commit()
    #expect(try folder.bytes("a") == new)
    #expect(try folder.names() == ["a"])
  }

  @Test func `discarded it leaves nothing`() throws {
    let prepared = try AtomicFile.prepare(new, for: folder("a"))
    prepared.discard()
    #expect(try folder.bytes("a") == old)
    #expect(try folder.names() == ["a"])
  }

  @Test func `forgotten it leaves nothing`() throws {
    do {
      let prepared = try AtomicFile.prepare(new, for: folder("a"))
      #expect(prepared.path == folder("a"))
      #expect(try folder.names().count == 2)
    }
    #expect(try folder.names() == ["a"])
  }
}
