import ForecastForecasting
import ForecastStorage
import Synchronization

/// The checkpoint beside a model: found at the start of a fit, kept while it trains, removed at its end.
final class CheckpointStore: Sendable {
  /// The file's name as it is told.
  let path: String
  /// What the fit trains.
  let journal: TrainingJournal
  private let writer: Writer

  /// Looks for the checkpoint of a fit.
  ///
  /// - Parameters:
  ///   - model: where the model goes.
  ///   - fingerprint: what is fitted.
  ///   - options: how often it is kept, and whether to begin anew.
  ///   - key: what it has to be written with, if anything.
  ///   - replacing: told what is wrong with a checkpoint that is then removed; nil to throw it.
  ///   - warn: told once if it cannot be written.
  /// - Returns: nil where the model is a stream: nothing stands beside one.
  /// - Throws: what is wrong with a checkpoint that is there, or whose it is.
  static func open(
    for model: String, of fingerprint: FitFingerprint, options: CheckpointOptions,
    key: FileKey? = nil, replacing: ((String) -> Void)? = nil,
    warn: @escaping @Sendable (String) -> Void
  ) throws -> CheckpointStore? {
    let interval = try options.interval()
    // A rehearsal neither goes on from another run nor leaves anything for one.
    guard !RunFiles.isRehearsal, let file = try OutputPaths.file(of: model) else { return nil }
    let path = file + ".checkpoint"
    if options.fresh { try AtomicFile.remove(path) }
    var kept: FitCheckpoint?
    do {
      kept = try load(path, key: key)
      if let difference = kept?.difference(to: fingerprint) {
        throw ForecastingError(
          .model, "\(path): is of a fit that was stopped \(difference)",
          hint: "--fresh removes it and starts anew")
      }
    } catch let error as ForecastingError where replacing != nil {
      replacing?(error.message)
      kept = nil
      try AtomicFile.remove(path)
    } catch let error as StorageError where replacing != nil && error.kind == .damaged {
      replacing?("\(error.path): \(error.message)")
      kept = nil
      try AtomicFile.remove(path)
    }
    return CheckpointStore(
      path: path, entries: kept?.entries ?? [:], interval: interval,
      writer: Writer(path: path, fingerprint: fingerprint, key: key, warn: warn))
  }

  private init(
    path: String, entries: [TrainingJournal.Place: TrainingJournal.Entry], interval: Duration,
    writer: Writer
  ) {
    self.path = path
    self.writer = writer
    journal = TrainingJournal(resuming: entries, every: interval) { writer.save($0) }
  }

  private static func load(_ path: String, key: FileKey?) throws -> FitCheckpoint? {
    do {
      let file = try SafetensorsFile.load(path: path)
      try file.check(signedWith: key, path: path)
      return try FitCheckpoint(file, path: path)
    } catch let error as StorageError where error.kind == .notFound {
      return nil
    } catch let error as StorageError where error.kind == .damaged || error.kind == .tooLarge {
      throw StorageError(
        kind: error.kind, path: error.path, message: error.message,
        hint: "--fresh removes it and starts anew")
    }
  }

  /// What is taken up from an earlier run, in words; nil where nothing is.
  var resumed: String? {
    let (trained, underWay) = journal.counts
    guard trained + underWay > 0 else { return nil }
    return "going on from \(path): \(Rounded.counted(trained, "network")) trained, "
      + "\(underWay) under way"
  }

  /// What a stop finds.
  enum Outcome {
    /// The model is written.
    case isDone
    /// Nothing has been trained.
    case isEmpty
    /// What was trained is in the file.
    case isKept
  }

  /// Keeps what there is when the program is told to end.
  func stop() throws(StorageError) -> Outcome {
    // Each network hands over its state after the batch that it is at. A batch takes milliseconds; one
    // that takes seconds is worth them, and who will not wait sends a second signal. The same holds for
    // outputs that are being written, unless a reader of a pipe keeps them waiting.
    for _ in 0..<5_000 where !journal.isIdle || writer.isWriting {
      Interruption.pause(milliseconds: 2)
    }
    return try writer.stop(keeping: journal.entries)
  }

  /// Writes the outputs of the fit, after which the checkpoint is of no use and removed.
  func finish(_ write: () throws -> Void) throws {
    writer.isWriting = true
    defer { writer.isWriting = false }
    try write()
    try writer.finish()
  }

  /// Writes the file, once at a time, and never after the end.
  private final class Writer: Sendable {
    private struct State: Sendable {
      var isFinished = false
      var isWriting = false
      var hasWarned = false
    }

    private let path: String
    private let fingerprint: FitFingerprint
    private let key: FileKey?
    private let warn: @Sendable (String) -> Void
    private let state = Mutex(State())

    init(
      path: String, fingerprint: FitFingerprint, key: FileKey?,
      warn: @escaping @Sendable (String) -> Void
    ) {
      self.path = path
      self.key = key
      self.fingerprint = fingerprint
      self.warn = warn
    }

    /// Whether the outputs are being written.
    var isWriting: Bool {
      get { state.withLock(\.isWriting) }
      set { state.withLock { $0.isWriting = newValue } }
    }

    func save(_ entries: [TrainingJournal.Place: TrainingJournal.Entry]) {
      state.withLock { state in
        guard !state.isFinished else { return }
        do throws(StorageError) {
          try write(entries)
        } catch {
          if !state.hasWarned { warn("no checkpoint: \(error.description)") }
          state.hasWarned = true
        }
      }
    }

    func stop(
      keeping entries: [TrainingJournal.Place: TrainingJournal.Entry]
    ) throws(StorageError) -> Outcome {
      try state.withLock { state throws(StorageError) in
        guard !state.isFinished else { return .isDone }
        state.isFinished = true
        guard !entries.isEmpty else { return .isEmpty }
        try write(entries)
        return .isKept
      }
    }

    func finish() throws(StorageError) {
      try state.withLock { state throws(StorageError) in
        try AtomicFile.remove(path)
        state.isFinished = true
      }
    }

    private func write(
      _ entries: [TrainingJournal.Place: TrainingJournal.Entry]
    ) throws(StorageError) {
      try FitCheckpoint(of: fingerprint, entries: entries).file.signed(with: key).write(to: path)
    }
  }
}
