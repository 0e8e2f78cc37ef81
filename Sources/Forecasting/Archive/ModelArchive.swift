import ForecastRecurrent
public import ForecastStorage

/// What a saved model holds: the fitted model, where its data came from, and what made it.
///
/// The container is a safetensors file: tensors under PyTorch's names, settings as JSON strings in the
/// metadata. Nothing in it is executed and no path in it is ever opened for writing. There is no clock
/// time inside, so the same fit gives the same bytes.
public struct ModelArchive: Sendable {
  /// The model, with what follows its forecast.
  public let served: ServedModel
  /// Where its data came from.
  public let source: ModelSource
  /// What the fit promises; nil where nothing was held out, or the file is an old one.
  public let heldOut: HeldOutFigures?
  /// The seed of the fit.
  public let seed: UInt64
  /// The kernel path that computed the fit; another path may differ in the last digits.
  public let kernel: String
  /// The version of the program that wrote it.
  public let programVersion: String
  /// The format of the file that it was read from, or will be written to.
  public let formatVersion: Int

  /// What forecasts, without its calibration and bounds.
  public var model: FittedModel { served.core }

  /// Makes an archive of a model whose forecasts are served as they are.
  public init(
    model: FittedModel, source: ModelSource, seed: UInt64, kernel: String, programVersion: String
  ) {
    self.init(
      served: ServedModel(model), source: source, seed: seed, kernel: kernel,
      programVersion: programVersion)
  }

  /// Makes an archive.
  public init(
    served: ServedModel, source: ModelSource, seed: UInt64, kernel: String, programVersion: String,
    heldOut: HeldOutFigures? = nil
  ) {
    self.served = served
    self.source = source
    self.heldOut = heldOut
    self.seed = seed
    self.kernel = kernel
    self.programVersion = programVersion
    formatVersion = ModelArchive.newestFormat
  }

  /// The file that holds it.
  public var file: SafetensorsFile {
    let tensors =
      switch model {
      case .baseline(let fitted): ArchiveTensors.tensors(of: fitted, prefix: "")
      case .recurrent(let fitted): ArchiveTensors.tensors(of: fitted)
      case .blend(let fitted):
        ArchiveTensors.tensors(of: fitted.network) + ArchiveBlend.tensors(of: fitted.gate)
      }
    var metadata = [
      "format": ModelArchive.format,
      "format_version": String(ModelArchive.newestFormat),
      "program_version": programVersion,
      "configuration": JSONWriter.text(ArchiveConfiguration.json(of: model)),
      "source": JSONWriter.text(ArchiveConfiguration.json(of: source)),
      "seed": String(seed),
      "kernel": kernel,
    ]
    if let serving = ArchiveServing.json(of: served) {
      metadata[ArchiveServing.key] = JSONWriter.text(serving)
    }
    if let heldOut { metadata[HeldOutFigures.key] = JSONWriter.text(heldOut.json) }
    return SafetensorsFile(
      metadata: metadata, tensors: tensors + ArchiveServing.tensors(of: served))
  }

  /// Reads a model from a file's content.
  ///
  /// - Parameters:
  ///   - file: a container whose own checks have passed.
  ///   - path: the file's name, for messages.
  /// - Throws: `ForecastingError` of kind `model` where the content is not exactly what a model of its
  ///   own configuration holds.
  public init(_ file: SafetensorsFile, path: String) throws(ForecastingError) {
    let reader = ArchiveReader(metadata: file.metadata, path: path)
    guard try reader.text("format") == ModelArchive.format else {
      throw reader.fault("is not a model of forecast")
    }
    guard let version = Int(try reader.text("format_version")), version >= 1 else {
      throw reader.fault("has no format version")
    }
    guard version <= ModelArchive.newestFormat else {
      throw ForecastingError(
        .model,
        "\(path): was written by a newer release (format \(version), this one reads up to "
          + "\(ModelArchive.newestFormat))",
        hint: "update forecast, or fit again")
    }
    programVersion = try reader.text("program_version")
    kernel = try reader.text("kernel")
    guard let seed = UInt64(try reader.text("seed")) else { throw reader.fault("has no seed") }
    self.seed = seed
    formatVersion = version
    source = try ArchiveConfiguration.source(try reader.json("source"), reader: reader)
    let configuration = try reader.json("configuration")
    let tensors = ArchiveServing.coreTensors(of: file)
    let model: FittedModel
    if let cell = RecurrentCell(rawValue: try reader.text(configuration, "method")) {
      guard version > 1 || cell == .lstm else {
        throw reader.fault("'method' in its settings is '\(cell.rawValue)', unknown to format 1")
      }
      let settings = try ArchiveConfiguration.settings(
        configuration, cell: cell, format: version, reader: reader)
      var shelf = TensorShelf(tensors, reader: reader)
      let network = try ArchiveTensors.recurrent(settings, shelf: &shelf)
      if let blend = configuration["blend"], !blend.isNull {
        model = .blend(
          FittedBlend(
            network: network, blend: try ArchiveBlend.blend(blend, reader: reader),
            gate: try ArchiveBlend.gate(shelf: &shelf)))
      } else {
        model = .recurrent(network)
      }
      try shelf.checkEmpty()
    } else {
      model = .baseline(
        try ArchiveTensors.baseline(
          configuration, tensors: tensors, prefix: "", reader: reader))
    }
    served = try ArchiveServing.model(model, file: file, reader: reader)
    heldOut = try HeldOutFigures.figures(in: file, horizon: model.horizon, reader: reader)
  }

  static let format = "forecast-model"
  /// The format that is written.
  ///
  /// Format 2 came with other cells than the LSTM and more ways to train it; a release that knows only
  /// format 1 would forecast wrongly from some of them, so it is told to refuse. Format 3 came with
  /// blends, with free rules that have several seasons, with calibrated intervals, bounds and paths.
  static let newestFormat = 3
}
