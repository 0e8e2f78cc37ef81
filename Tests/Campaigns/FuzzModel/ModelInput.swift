import CampaignSupport
@testable import ForecastForecasting
import ForecastSeries
@testable import ForecastStorage

/// Bytes that claim to be a model file.
struct ModelInput {
  let bytes: [UInt8]

  /// Refuses them with a clear error, or loads a model whose forecasts are numbers.
  ///
  /// To write and to forecast takes a hundred times as long as to read, so the digest's first two digits, which
  /// are as good as drawn, pick one file in four and one in sixteen for it.
  func check() {
    do {
      let file = try SafetensorsFile.decode(bytes, path: "m")
      let digits = checkBytes(of: file)
      try file.checkFinite(path: "m")
      let archive = try ModelArchive(file, path: "m")
      if "0123".utf8.contains(digits[0]) { checkWriting(of: archive) }
      if "0".utf8.contains(digits[1]) { checkForecasts(of: archive.served) }
    } catch let error as StorageError {
      demand(error.kind == .damaged || error.kind == .tooLarge, "another kind: \(error)")
      checkText("\(error)")
    } catch let error as ForecastingError {
      demand(error.kind == .model, "another kind: \(error)")
      checkText("\(error)")
    } catch {
      finding("another error: \(error)")
    }
  }

  /// The digest fits, and every byte behind the header belongs to a tensor; returns the digest's digits.
  private func checkBytes(of file: SafetensorsFile) -> [UInt8] {
    let length = (0..<8).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
    let data = file.tensors.reduce(0) { $0 + $1.values.byteCount }
    demand(8 + length + data == bytes.count, "bytes that belong to nothing")
    guard let place = SafetensorsDigest.place(in: bytes[8..<(8 + length)]) else {
      finding("a file without a digest")
    }
    let digits = SafetensorsDigest.digits(of: bytes, place: place)
    demand(digits == Array(bytes[place]), "a digest that does not fit")
    return digits
  }

  private func checkText(_ text: String) {
    demand(!text.isEmpty, "an error without a message")
    demand(!text.utf8.contains { $0 < 0x20 || $0 == 0x7F }, "a control byte in '\(text)'")
  }

  /// What was read and is written is read again as the same.
  private func checkWriting(of archive: ModelArchive) {
    let written = archive.file.encoded()
    do {
      let back = try ModelArchive(SafetensorsFile.decode(written, path: "m"), path: "m")
      demand(back.file.encoded() == written, "it is written otherwise the second time")
    } catch {
      finding("what was read is refused when it is written: \(error)")
    }
    demand(!JSONWriter.text(archive.description).isEmpty, "nothing to tell of it")
  }

  private func checkForecasts(of model: ServedModel) {
    let history = ModelInput.history
    let horizon = min(model.core.horizon, 24)
    do {
      let forecasts = try model.predict(horizon: horizon, following: history)
      demand(forecasts.count == history.count, "a series without a forecast")
      for forecast in forecasts {
        demand(forecast.horizon == horizon, "another horizon than was asked for")
        demand(forecast.isFinite, "no finite number, and no error")
      }
      let paths = try model.paths(2, horizon: horizon, following: history)
      demand(paths.count == history.count, "a series without paths")
    } catch {
      demand(error.kind != .memory && error.kind != .interrupted, "another kind: \(error)")
      checkText("\(error)")
    }
  }

  /// The two series of the seeds, one that no model knows, and one that is short.
  private static let history = Panel(
    frequency: ModelSeeds.panel.frequency,
    series: ModelSeeds.panel.indices.map { ModelSeeds.panel[$0] } + [
      TimeSeries(
        identifier: "new", axis: ModelSeeds.panel.axes[0], values: ModelSeeds.panel[0].values),
      TimeSeries(identifier: "short", axis: ModelSeeds.panel.axes[0], values: [3, .nan, 5]),
    ])
}
