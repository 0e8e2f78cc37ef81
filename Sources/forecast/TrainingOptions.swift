import ArgumentParser
import ForecastForecasting

/// How the network is trained.
struct TrainingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Loss: \(LossName.allCases.map(\.rawValue).joined(separator: ", ")) (default: pinball)."))
  var loss: String?

  @Option(
    help: ArgumentHelp(
      "Optimizer: adamw (Adam with weight decay 1e-4), adam (without), sgd (momentum 0.9) or "
        + "rmsprop.", valueName: "name"))
  var optimizer = OptimizerName.adamW.rawValue

  @Option(
    help: ArgumentHelp(
      "Highest learning rate of the schedule (default: 0.004).", valueName: "rate"))
  var learningRate: Float?

  @Option(
    help: ArgumentHelp(
      "Course of the learning rate over the passes: one-cycle (up, then down to nothing), cosine "
        + "(down to nothing), step (times 0.3 after each quarter), plateau (a tenth whenever the "
        + "training loss has not fallen for a twentieth of the passes) or constant.",
      valueName: "name"))
  var schedule = ScheduleName.oneCycle.rawValue

  @Option(
    help: ArgumentHelp(
      "Let the rate rise in a straight line over the first updates (default: 0).",
      valueName: "updates"))
  var warmUp: Int?

  @Option(help: ArgumentHelp("Sequences in a batch (default: 16).", valueName: "count"))
  var batch: Int?

  @Option(
    help: ArgumentHelp(
      "Batches of one update: learns as from a batch so many times larger, in the memory of a small "
        + "one (default: 1).", valueName: "batches"))
  var accumulate: Int?

  @Option(
    help: ArgumentHelp(
      "Let gradients flow back over so many steps only (truncated backpropagation; the first steps, "
        + "a lookback, only warm the state): less memory on long series.", valueName: "steps"))
  var truncate: Int?

  @Option(help: ArgumentHelp("Passes over the data that are planned.", valueName: "count"))
  var epochs: Int?

  @Option(
    help: ArgumentHelp(
      "Stop after this many passes without a better held-out loss.", valueName: "count"))
  var patience: Int?

  @Option(help: ArgumentHelp("Clip gradients: norm:1, value:0.5 or none.", valueName: "rule"))
  var clip = ClippingRule.norm(1).description

  /// Puts what was asked for into the settings.
  func apply(to settings: inout RecurrentSettings) throws(UsageError) {
    if let loss { settings.loss = try OptionValue.choice(loss, "--loss") }
    settings.optimizer = try OptionValue.choice(optimizer, "--optimizer")
    settings.schedule = try OptionValue.choice(schedule, "--schedule")
    guard let clipping = ClippingRule(parsing: clip) else {
      throw UsageError("--clip '\(clip)' is no rule", hint: "--clip norm:1, value:0.5 or none")
    }
    settings.clipping = clipping
    if let learningRate {
      guard learningRate > 0, learningRate <= 10 else {
        throw UsageError(
          "--learning-rate \(learningRate) is not between 0 and 10", hint: "--learning-rate 0.003")
      }
      settings.learningRate = learningRate
    }
    try OptionValue.set(warmUp, "--warm-up", in: 0...1_000_000_000, &settings.warmUpUpdates)
    try OptionValue.set(batch, "--batch", in: 1...100_000, &settings.batchSize)
    try OptionValue.set(accumulate, "--accumulate", in: 1...1_000_000, &settings.accumulation)
    try OptionValue.set(epochs, "--epochs", in: 1...1_000_000, &settings.epochs)
    if let truncate {
      guard !settings.isBidirectional else {
        throw UsageError(
          "--truncate goes not with --bidirectional: a window that is read both ways is needed whole",
          hint: "leave one of them out")
      }
      settings.truncationSteps = try OptionValue.checked(
        truncate, "--truncate", in: 1...1_000_000)
    }
    if let patience {
      settings.patience = try OptionValue.checked(patience, "--patience", in: 1...1_000_000)
    }
  }
}
