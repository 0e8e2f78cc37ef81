import Foundation
import Testing

@testable import ForecastStorage

@Suite struct StandardOutputTests {
  @Test func `short writes to a slow reader are gone on with`() throws {
    let (reader, writer) = try makePipe()
    // A pipe that does not wait takes what it has room for and then nothing for a while.
    #expect(fcntl(writer, F_SETFL, O_NONBLOCK) == 0)
    let content = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let read = Background {
      usleep(20_000)
      return FileHandle(fileDescriptor: reader, closeOnDealloc: true).readDataToEndOfFile()
    }
    try StandardOutput.write(content, descriptor: writer)
    close(writer)
    #expect(read.wait() == Data(content))
  }

  @Test func `a reader that has gone is an error of its own kind`() throws {
    StandardDescriptors.ignoreWriteSignals()
    let (reader, writer) = try makePipe()
    close(reader)
    defer { close(writer) }
    let error = storageError { try StandardOutput.write([1], descriptor: writer) }
    #expect(error?.kind == .brokenPipe)
    #expect(error?.description == "standard output: the reader has closed the pipe")
  }

  @Test func `a full disk is an input or output error`() throws {
    let full = unsafe open("/dev/full", O_WRONLY)
    defer { close(full) }
    let error = storageError { try StandardOutput.write([1], descriptor: full) }
    #expect(error?.kind == .inputOutput)
    #expect(
      error?.description == "standard output: cannot write: no space left on the device; "
        + "hint: free some space and run it again")
  }

  @Test func `nothing to write is no error`() throws {
    try StandardOutput.write("")
  }
}
