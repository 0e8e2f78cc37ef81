import ForecastForecasting
import ForecastStorage

/// A model with what its file is known by.
struct ServedFile {
  let archive: ModelArchive
  /// The beginning of the file's digest.
  let tag: String
  /// What is still to be written; nil where it is read from the file.
  let output: AtomicFile.Output?

  /// A model that was fitted just now.
  init(_ output: AtomicFile.Output, _ archive: ModelArchive) {
    self.init(archive, bytes: output.bytes, output: output)
  }

  private init(_ archive: ModelArchive, bytes: [UInt8], output: AtomicFile.Output?) {
    self.archive = archive
    tag = String(SHA256.hexadecimal(of: bytes).prefix(12))
    self.output = output
  }

  /// Loads a model; nil where there is none.
  static func load(_ path: String, key: FileKey?) throws -> ServedFile? {
    do {
      let archive = try ModelFile.load(path, key: key)
      let bytes = try RegularFile.read(path: path, limit: 1 << 30)
      return ServedFile(archive, bytes: bytes, output: nil)
    } catch let error as StorageError where error.kind == .notFound {
      return nil
    }
  }
}
