/// Settings that cannot be understood; the program then ends with the code of a bad configuration.
struct SettingsError: ErrorWithHint {
  let message: String
  let hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  /// A name that nothing has, with the one that was most likely meant.
  static func unknown(
    _ message: String, _ name: String, among names: [String], path: String
  ) -> SettingsError {
    SettingsError(
      "\(path): \(message)",
      hint: Spelling.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
        ?? "forecast config show lists what there is")
  }
}
