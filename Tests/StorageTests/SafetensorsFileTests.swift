import Foundation
import Testing

@testable import ForecastStorage

@Suite struct SafetensorsFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A small file with every type and rank.
  static let sample = SafetensorsFile(
    metadata: ["format": "forecast-model", "config": #"{"hidden":8}"#],
    tensors: [
      .init(
        name: "weight", shape: [2, 3],
        values: .float32([1, -2.5, 0, -0.0, .leastNonzeroMagnitude, 3.4e38])),
      .init(name: "scale", shape: [2], values: .float64([0.1, 1e300])),
      .init(name: "random.state", shape: [1, 1, 1, 2], values: .uint64([.max, 1])),
      .init(name: "one", shape: [], values: .float64([2])),
    ])

  @Test func `a file that was written is read back the same`() throws {
    try Self.sample.write(to: folder("model"))
    #expect(try SafetensorsFile.load(path: folder("model")) == Self.sample)
    #expect(try folder.names() == ["model"])
    #expect(Self.sample["scale"]?.values == .float64([0.1, 1e300]))
    #expect(Self.sample["nothing"] == nil)
  }

  @Test func `a replaced model is kept beside the new one`() throws {
    try SafetensorsFile().write(to: folder("model"), keepingPrevious: true)
    try Self.sample.write(to: folder("model"), keepingPrevious: true)
    #expect(try SafetensorsFile.load(path: folder("model")) == Self.sample)
    #expect(try SafetensorsFile.load(path: folder("model.prev")) == SafetensorsFile())
  }

  @Test func `a file the reader would refuse is not written`() throws {
    try Self.sample.write(to: folder("model"))
    let large = SafetensorsFile(metadata: ["text": String(repeating: "a", count: 1 << 20)])
    let error = storageError { try large.write(to: folder("model")) }
    #expect(error?.kind == .damaged)
    #expect(error?.message == "its header claims 1048680 bytes, more than the limit of 1048576")
    #expect(try SafetensorsFile.load(path: folder("model")) == Self.sample)
    #expect(try folder.names() == ["model"])
  }

  @Test func `a pipe, a folder and a missing file are refused at once`() throws {
    let pipe = try folder.makePipe("pipe")
    #expect(storageError { _ = try SafetensorsFile.load(path: pipe) }?.kind == .damaged)
    #expect(storageError { _ = try SafetensorsFile.load(path: folder.path) }?.kind == .isDirectory)
    #expect(storageError { _ = try SafetensorsFile.load(path: folder("no")) }?.kind == .notFound)
    try run("/usr/bin/truncate", ["-s", "1T", folder("sparse")])
    #expect(
      storageError { _ = try SafetensorsFile.load(path: folder("sparse")) }?.kind == .tooLarge)
  }

  @Test func `a value that is no number is found`() throws {
    try Self.sample.checkFinite(path: "m")
    for (values, place) in [
      (SafetensorsFile.Values.float32([0, .nan]), 1), (.float32([-.infinity, 0]), 0),
      (.float64([0, 0, .infinity]), 2),
    ] {
      var file = Self.sample
      file.tensors.append(.init(name: "bad", shape: [values.count], values: values))
      let error = storageError { try file.checkFinite(path: "m") }
      #expect(error?.kind == .damaged)
      #expect(
        error?.description == "m: tensor 'bad' is not finite at value \(place); "
          + "hint: restore the file from a copy or make it anew")
      #expect(try SafetensorsFile.decode(file.encoded(), path: "m").tensors.count == 5)
    }
  }

  /// Files of another writer, if the folder with them is named.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["FORECAST_SHARED"] != nil))
  func `files of the reference writer are read`() throws {
    let shared = try #require(ProcessInfo.processInfo.environment["FORECAST_SHARED"])
    let golden = shared + "/golden"
    let names = try FileManager.default.contentsOfDirectory(atPath: golden)
      .filter { $0.hasSuffix(".safetensors") }
    #expect(names.count >= 20)
    for name in names {
      let path = "\(golden)/\(name)"
      let file = try SafetensorsFile.load(path: path, requiresDigest: false)
      try file.checkFinite(path: path)
      #expect(file.metadata["config"] != nil)
      #expect(!file.tensors.isEmpty)
      #expect(try SafetensorsFile.decode(file.encoded(), path: path) == file)
      let error = storageError { _ = try SafetensorsFile.load(path: path) }
      #expect(error?.message == "it has no sha256 entry")
    }
  }
}
