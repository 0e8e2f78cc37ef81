import ArgumentParser
import ForecastForecasting
import ForecastRecurrent

/// What the network is made of.
struct NetworkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the layers are made of: lstm, gru (a quarter fewer weights), rnn or rnn-relu (plain, with "
        + "a short memory) (default: lstm).", valueName: "name"))
  var cell: String?

  @Flag(
    help: ArgumentHelp(
      "Read forwards and backwards: an encoder of the finished window, a lookback or a season long. "
        + "It sees only the past of the cutoff, and learns from one cutoff a window."))
  var bidirectional = false

  @Flag(
    inversion: .prefixedNo,
    help: "Each layer but the first adds what it reads to what it says (default: --residual).")
  var residual: Bool?

  @Option(
    help: ArgumentHelp(
      "Share of units left out between the layers in training, against learning noise by heart: 0.2, "
        + "or 0.2:sequence to leave out the same ones at all steps of a sequence.",
      valueName: "rate"))
  var dropout = DropoutRule.none.description

  @Option(help: ArgumentHelp("Recent values that the network sees.", valueName: "steps"))
  var lookback: Int?

  @Option(help: ArgumentHelp("Units in each layer.", valueName: "units"))
  var hidden: Int?

  @Option(help: ArgumentHelp("Stacked layers (default: 2).", valueName: "count"))
  var layers: Int?

  @Option(help: ArgumentHelp("Networks trained side by side.", valueName: "count"))
  var members: Int?

  /// Puts what was asked for into the settings.
  ///
  /// - Parameters:
  ///   - settings: the defaults, or those of networks that are there already.
  ///   - keepsShape: whether they are, so that nothing follows for what was not asked.
  /// - Throws: `UsageError` for a value that cannot be.
  func apply(
    to settings: inout RecurrentSettings, keepsShape: Bool = false
  ) throws(UsageError) {
    if let cell { settings.cell = try OptionValue.choice(cell, "--cell") }
    if bidirectional { settings.isBidirectional = true }
    guard let dropout = DropoutRule(parsing: dropout) else {
      throw UsageError(
        "--dropout '\(dropout)' is no rate from 0 to below 1",
        hint: "--dropout 0.2 or 0.2:sequence")
    }
    settings.dropout = dropout
    try OptionValue.set(lookback, "--lookback", in: 1...100_000, &settings.lookback)
    try OptionValue.set(hidden, "--hidden", in: 1...4_096, &settings.hiddenSize)
    try OptionValue.set(layers, "--layers", in: 1...16, &settings.layerCount)
    if !keepsShape { settings.hasResidual = residual ?? (settings.layerCount > 1) }
    try OptionValue.set(members, "--members", in: 1...1_000, &settings.memberCount)
  }
}
