@testable import ForecastRecurrent
import ForecastStorage
import Testing

@testable import ForecastForecasting

@Suite struct FitCheckpointTests {
  private typealias Place = TrainingJournal.Place

  private let fingerprint = FitFingerprint(
    of: ModelFit(method: .recurrent(.tiny()), metricSeason: 4), rows: seasonalPanel(),
    context: FitContext(seed: 1), programVersion: "1")

  private var checkpoint: FitCheckpoint {
    var words = Words()
    words.add(Double.nan)
    words.add(3)
    let result = TrainingResult(
      history: TrainingHistory(), bestEpoch: 4, bestValidationLoss: nil, ending: .patience)
    return FitCheckpoint(
      of: fingerprint,
      entries: [
        Place(run: 1, member: 1): .trained(parameters: [1, -0.0, 2], result: result),
        Place(run: 12, member: 3): .underWay(
          words: words, blocks: ["best": [4], "parameters": [5, 6]], parts: 7),
      ])
  }

  @Test func `what is written is read, and equal content gives equal bytes`() throws {
    let bytes = checkpoint.file.encoded()
    let read = try FitCheckpoint(SafetensorsFile.decode(bytes, path: "c"), path: "c")
    #expect(read == checkpoint)
    #expect(read.file.encoded() == bytes)
    #expect(read.difference(to: fingerprint) == nil)
  }

  @Test func `a row longer than a tensor may be comes back whole`() throws {
    let long = (0..<(1 << 20) + 5).map { Float($0) }
    let entry = TrainingJournal.Entry.underWay(
      words: Words([1]), blocks: ["first": long], parts: 1)
    let large = FitCheckpoint(of: fingerprint, entries: [Place(run: 1, member: 1): entry])
    #expect(large.file.tensors.count == 3)
    let read = try SafetensorsFile.decode(large.file.encoded(), path: "c")
    #expect(try FitCheckpoint(read, path: "c") == large)
  }

  @Test func `a file that is none is refused, with the remedy`() throws {
    var model = checkpoint.file
    model.metadata["format"] = "forecast-model"
    var nameless = checkpoint.file
    nameless.tensors.append(.init(name: "a", shape: [1], values: .float32([1])))
    var short = checkpoint.file
    short.tensors.removeFirst()
    var anonymous = checkpoint.file
    anonymous.metadata["seed"] = nil
    for file in [model, nameless, short, anonymous] {
      let error = forecastingError { _ = try FitCheckpoint(file, path: "c") }
      #expect(
        error?.description
          == "c: is no checkpoint of forecast; hint: --fresh removes it and starts anew")
    }
  }

  @Test func `what another release kept is not looked at`() throws {
    var other = checkpoint.file
    other.metadata["format_version"] = "2"
    other.metadata["program"] = "2"
    other.tensors = [.init(name: "unknown", shape: [1], values: .float64([1]))]
    let read = try FitCheckpoint(other, path: "c")
    #expect(read.entries.isEmpty)
    #expect(read.difference(to: fingerprint) == "by another release of the program")
  }
}
