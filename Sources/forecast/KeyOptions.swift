import ArgumentParser
import ForecastStorage

/// Whom the model files are believed from.
struct KeyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write models with a keyed digest, and refuse those without: the key is this file's content.",
      valueName: "path"))
  var key: String?

  /// The key; nil where none is wanted.
  func load() throws(StorageError) -> FileKey? {
    try key.map { (path) throws(StorageError) in try FileKey(contentsOf: path) }
  }
}
