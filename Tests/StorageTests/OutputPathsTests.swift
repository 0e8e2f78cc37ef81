import Foundation
import Testing

@testable import ForecastStorage

@Suite struct OutputPathsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.make("data", Array("data".utf8))
    try FileManager.default.createSymbolicLink(
      atPath: folder("link"), withDestinationPath: folder("data"))
  }

  private func message(_ outputs: [String], keeping inputs: [String] = []) -> String? {
    storageError { try OutputPaths.check(outputs, keeping: inputs) }?.message
  }

  @Test func `outputs of their own are welcome, there or not`() throws {
    try folder.make("old", [])
    #expect(message([folder("old"), folder("new")], keeping: [folder("data"), "-"]) == nil)
    #expect(try folder.names() == ["data", "link", "old"])
  }

  @Test(arguments: ["data", "./data", "link"])
  func `an output does not take the place of an input, whatever it is called`(_ name: String) {
    #expect(
      message([folder(name)], keeping: [folder("data")])
        == "cannot create it: it is an input of the same run")
    #expect(
      message([folder("x"), folder("data")], keeping: [folder(name)])
        == "cannot create it: it is an input of the same run")
  }

  @Test func `two names lead to the same file, or not`() throws {
    try folder.make("other", Array("data".utf8))
    #expect(OutputPaths.leadToSameFile(folder("link"), folder("./data")))
    #expect(!OutputPaths.leadToSameFile(folder("other"), folder("data")))
    #expect(!OutputPaths.leadToSameFile(folder("gone"), folder("gone")))
  }

  @Test func `two outputs do not share a place`() {
    let said = "cannot create it: another output of the same run goes there"
    #expect(message([folder("new"), folder("new")]) == said)
    #expect(message([folder("new"), folder("./new")]) == "\(said), as \(folder("new"))")
    #expect(message([folder("data"), folder("link")]) == "\(said), as \(folder("data"))")
  }

  @Test func `what stands beside an output is no place for another, and no input`() {
    let beside = [folder("model.prev"), folder("model.lock")]
    #expect(
      storageError {
        try OutputPaths.check(
          [folder("model"), folder("model.prev")], keeping: [], besides: beside)
      }?.message == "cannot create it: another output of the same run goes there")
    #expect(
      storageError {
        try OutputPaths.check(
          [folder("model")], keeping: [folder("data")], besides: [folder("data")])
      }?.message == "cannot create it: it is an input of the same run")
    #expect(
      storageError {
        try OutputPaths.check([folder("model")], keeping: [folder("data")], besides: beside)
      } == nil)
  }

  @Test func `a name leads to the file behind its link, and a stream to none`() throws {
    #expect(try OutputPaths.file(of: folder("data")) == folder("data"))
    #expect(try OutputPaths.file(of: folder("new")) == folder("new"))
    #expect(try OutputPaths.file(of: folder("link"))?.hasSuffix("/data") == true)
    #expect(try OutputPaths.file(of: "/dev/null") == nil)
  }

  @Test func `a stream may be named twice, and one that is read`() {
    #expect(message(["/dev/null", "/dev/null", "/dev/stdout"], keeping: ["/dev/null"]) == nil)
  }

  @Test func `a place that cannot be is refused`() {
    #expect(
      message([folder("nowhere/out")]) == "cannot create it: its folder does not exist")
    #expect(message([folder.path]) == "cannot create it: it is a directory")
  }
}
