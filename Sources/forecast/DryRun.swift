import ForecastForecasting
import ForecastRecurrent
import ForecastSeries
import ForecastStorage

/// What a fit would do: the size of the network, of its training and of the memory it takes.
struct DryRun {
  let fit: ModelFit
  let panel: Panel
  /// How training is laid out; nil where no network is trained.
  let memory: MemoryPlan?
  let options: ModelOptions
  /// The time that the fit may take, as it was written; nil for no limit.
  let budget: String?
  /// The model that it begins from, as it was named; nil for none.
  var start: String?

  private var settings: RecurrentSettings? {
    fit.method.recurrentSettings
  }

  /// What was asked for and will change nothing.
  var warnings: [String] {
    guard let settings else { return [] }
    var warnings: [String] = []
    if settings.layerCount == 1 {
      if settings.dropout != .none {
        warnings.append("--dropout has no effect with one layer: it works between layers")
      }
      if settings.hasResidual {
        warnings.append("--residual has no effect with one layer: the first layer has none")
      }
    }
    if settings.accumulation > 1, fit.batchesPerPass(over: panel) == 1 {
      warnings.append("--accumulate \(settings.accumulation) has no effect: a pass has one batch")
    }
    if let updates, settings.warmUpUpdates >= updates, settings.warmUpUpdates > 0 {
      warnings.append(
        "--warm-up \(settings.warmUpUpdates) is as long as the whole training "
          + "(\(Rounded.counted(updates, "update"))): the full rate is never reached")
    }
    return warnings
  }

  /// The updates of a whole training.
  private var updates: Int? {
    guard let settings, let batches = fit.batchesPerPass(over: panel) else { return nil }
    return settings.epochs * settings.updatesPerPass(batches: batches)
  }

  /// The levels that may go uncalibrated, whatever the training gives.
  private var uncalibrated: [Double] {
    fit.method.grid.levels.filter { !fit.canCalibrate($0, on: panel) }
  }

  /// The plan as lines.
  var text: String {
    var lines = ["horizon: \(fit.horizon)", "season: \(fit.season)"]
    for level in uncalibrated {
      lines.append(
        "\(Metric.label(ofLevel: level)) % interval: uncalibrated, too few held-out rows")
    }
    guard let settings, let memory else {
      return (lines + ["method: \(method)"]).map { $0 + "\n" }.joined()
    }
    let shape = settings.networkShape
    if let start { lines.append("from: \(start)") }
    lines += [
      "network: \(FitSummary.network(settings)), \(parameterCount(of: shape)) parameters",
      "members: \(settings.memberCount), \(memory.sideBySide) at a time, "
        + "\(Rounded.counted(memory.threadsEach, "thread")) each",
      "passes: \(settings.epochs) at most, \(updates ?? 0) updates"
        + (budget.map { ", fewer where \($0) are not enough" } ?? ""),
      "batch: \(Rounded.counted(memory.rows, "sequence")) of \(Rounded.counted(memory.steps, "step")) "
        + "with \(Rounded.counted(shape.inputSize, "input"))",
      "seed: \(options.seed)",
      "kernel: \(KernelSelection.name)",
      "memory of a network: \(ByteCount(memory.memory.total))",
      "  parameters: \(ByteCount(memory.memory.parameters))",
      "  lanes: \(ByteCount(memory.memory.lanes))",
      "  workers: \(ByteCount(memory.memory.workers))",
      "  batch: \(ByteCount(memory.memory.batch))",
      "memory of training: \(ByteCount(memory.total))",
    ]
    if let limit = memory.limit {
      let parts =
        memory.parts == 1
        ? "batches fit whole" : "each batch is learned from in \(memory.parts) parts"
      lines.append("limit: \(ByteCount(limit)), \(parts)")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The same as one JSON object.
  var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("schema_version", .number(1)), .init("method", .string(method)),
      .init("horizon", .number(fit.horizon)), .init("season", .number(fit.season)),
      .init("series", .number(panel.count)), .init("rows", .number(panel.values.count)),
      .init("seed", .string(String(options.seed))),
    ]
    if let start { members.append(.init("from", .string(start))) }
    if let settings, let memory {
      let part = memory.memory
      members += [
        .init("kernel", .string(KernelSelection.name)),
        .init("layers", .number(settings.layerCount)),
        .init("hidden", .number(settings.hiddenSize)),
        .init("inputs", .number(settings.networkShape.inputSize)),
        .init("parameters", .number(parameterCount(of: settings.networkShape))),
        .init("members", .number(settings.memberCount)),
        .init("side_by_side", .number(memory.sideBySide)),
        .init("threads_each", .number(memory.threadsEach)),
        .init("passes", .number(settings.epochs)), .init("updates", .number(updates ?? 0)),
        .init("batch", .number(memory.rows)), .init("steps", .number(memory.steps)),
        .init("parts", .number(memory.parts)),
        .init(
          "memory",
          .object([
            "parameters": .number(part.parameters), "lanes": .number(part.lanes),
            "workers": .number(part.workers), "batch": .number(part.batch),
            "network": .number(part.total), "total": .number(memory.total),
            "limit": memory.limit.map { .number($0) } ?? .null,
          ])),
      ]
    }
    members.append(.init("warnings", .array(warnings.map { .string($0) })))
    return .object(members)
  }

  private var method: String {
    switch fit.method {
    case .baseline(let baseline, _, _, _): baseline.name
    case .automatic(let forecaster):
      memory == nil ? Baseline.seasonalNaive.name : forecaster.settings.cell.rawValue
    case .recurrent(let settings, _):
      memory == nil ? Baseline.seasonalNaive.name : settings.cell.rawValue
    }
  }

  private func parameterCount(of shape: NetworkShape) -> Int {
    ParameterLayout(shape: shape).places.reduce(0) { $0 + $1.count }
  }
}
