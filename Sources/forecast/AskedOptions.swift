import ArgumentParser

/// The options of a command line that decide what is fitted, in one text: where it changes, a model that
/// was fitted by another is no answer any more.
enum AskedOptions {
  /// Options that say where things go, when, and what is told, and those that need no other model.
  static let others: Set<String> = [
    "output", "model", "ledger", "rejects", "prom", "log", "wait", "timeout", "json", "verbose",
    "no-color", "threads", "max-memory", "budget", "kernel", "checkpoint-every", "fresh", "max-age",
    "fail-if", "warn-if", "refit-every", "drift", "keep-intervals", "key", "min", "max",
    "nonnegative", "integer", "point",
  ]

  /// Puts the options of a command line in order.
  ///
  /// - Parameters:
  ///   - words: the command line, with what the settings add.
  ///   - command: whose it is.
  /// - Returns: the options by name, with their values.
  /// - Throws: what the parser says of its own description.
  static func text(of words: [String], for command: any ParsableCommand.Type) throws -> String {
    let catalog = try OptionCatalog(of: command)
    var asked: [String] = []
    var rest = words[...]
    while let word = rest.popFirst(), word != "--" {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard word.hasPrefix("-"), word != "-", let name = parts.first,
        let option = catalog.options.first(where: { $0.spellings.contains(name) })
      else { continue }
      var text = option.name
      if !option.isFlag {
        text += "=" + (parts.count > 1 ? parts[1] : rest.popFirst() ?? "")
      }
      if !others.contains(option.name) { asked.append(text) }
    }
    return asked.sorted().joined(separator: " ")
  }
}
