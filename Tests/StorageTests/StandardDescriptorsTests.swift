import Glibc
import Testing

@testable import ForecastStorage

@Suite struct StandardDescriptorsTests {
  /// High numbers: the test run itself needs the first three.
  @Test func `a descriptor that is closed is opened, an open one left alone`() throws {
    let closed: Int32 = 871
    let opened: Int32 = 872
    #expect(dup2(1, opened) == opened)
    let before = try SystemCall.status(opened)
    try StandardDescriptors.ensureOpen([closed, opened])
    #expect(try SystemCall.status(closed).kind == .characterDevice)
    #expect(
      try SystemCall.status(closed).stamp.inode == SystemCall.status(path: "/dev/null").stamp.inode)
    #expect(try SystemCall.status(opened).stamp.inode == before.stamp.inode)
    #expect(throws: SystemFailure(code: EBADF)) { try SystemCall.write(closed, [1], from: 0) }
    close(closed)
    close(opened)
  }

  @Test func `the three standard ones are open afterwards`() throws {
    try StandardDescriptors.ensureOpen()
    for number in Int32(0)...2 { #expect(SystemCall.isOpen(number)) }
  }

  @Test func `writing to a closed pipe no longer ends the program`() throws {
    StandardDescriptors.ignoreWriteSignals()
    let (reader, writer) = try makePipe()
    close(reader)
    #expect(throws: SystemFailure(code: EPIPE)) {
      try SystemCall.write(writer, [1], from: 0)
    }
    close(writer)
  }

  @Test func `a file is no terminal`() {
    let null = unsafe open("/dev/null", O_RDONLY)
    #expect(!StandardDescriptors.isTerminal(null))
    close(null)
    #expect(!StandardDescriptors.isTerminal(-1))
  }
}
