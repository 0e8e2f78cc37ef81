import ForecastForecasting
import ForecastIngestion
import ForecastSeries
import ForecastStorage

/// Finds, loads and describes model files.
enum ModelFile {
  static let defaultPath = "model.safetensors"

  /// Loads a model and checks everything in it, first of all who wrote it.
  static func load(_ path: String, key: FileKey? = nil) throws -> ModelArchive {
    do {
      let file = try SafetensorsFile.load(path: path)
      try file.check(signedWith: key, path: path)
      return try ModelArchive(file, path: path)
    } catch let error as StorageError where error.kind == .notFound {
      throw StorageError(
        kind: .notFound, path: path, message: "no such model",
        hint: "forecast fit DATA --model \(path)")
    } catch let error as StorageError where error.kind == .damaged {
      guard let remedy = remedy(for: path, key: key) else { throw error }
      throw StorageError(
        kind: .damaged, path: error.path, message: error.message, hint: remedy)
    } catch let error as ForecastingError where error.hint?.hasPrefix("fit again") == true {
      throw ForecastingError(.model, error.message, hint: remedy(for: path, key: key) ?? error.hint)
    }
  }

  /// The model before a damaged one, if it is there: nobody but the user decides to take it.
  private static func remedy(for path: String, key: FileKey?) -> String? {
    let previous = path + ".prev"
    guard let file = try? SafetensorsFile.load(path: previous),
      (try? file.check(signedWith: key, path: previous)) != nil,
      (try? ModelArchive(file, path: previous)) != nil
    else { return nil }
    return "the model before is whole: --model \(previous)"
  }

  /// Refuses bytes that could not be loaded again: what is written must be read for years.
  static func check(_ bytes: [UInt8]) throws(StorageError) {
    do {
      _ = try ModelArchive(SafetensorsFile.decode(bytes, path: "the model"), path: "the model")
    } catch let error as ForecastingError {
      throw StorageError(kind: .damaged, path: "the model", message: error.message)
    } catch let error as StorageError {
      throw error
    } catch {
      throw StorageError(kind: .damaged, path: "the model", message: "\(error)")
    }
  }

  /// The files that a model was fitted on; empty where they were a stream.
  static func dataPaths(of source: ModelSource, modelPath: String) -> [String] {
    guard let first = source.path else { return [] }
    return ([first] + StoredReading.furtherPaths(in: source.reading)).map {
      FilePath.resolved($0, fromFolderOf: modelPath)
    }
  }

  /// What a model remembers of its data.
  static func source(
    of reading: PanelReading, paths: [String], modelPath: String, missing: MissingValuePolicy,
    metricSeason: Int
  ) -> ModelSource {
    let panel = reading.panel
    let style = reading.schema.timestampStyle
    let first = panel.axes.map { $0.timestamp(at: 0) }.min()
    let last = panel.indices.compactMap { panel[$0].lastTimestamp }.max()
    let stored = paths == ["-"] ? [] : paths.map { FilePath.relative($0, toFolderOf: modelPath) }
    return ModelSource(
      path: stored.first,
      reading: StoredReading.stored(
        reading.resolvedOptions, missing: missing, furtherPaths: Array(stored.dropFirst())),
      rowCount: reading.rowCount, seriesCount: panel.count,
      first: first.map { style.string(from: $0) } ?? "",
      last: last.map { style.string(from: $0) } ?? "", frequency: panel.frequency,
      metricSeason: metricSeason)
  }
}
